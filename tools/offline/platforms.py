"""The platforms that offline folders are made for, and the exact wheels of each."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from packaging.utils import parse_wheel_filename

ROOT = Path(__file__).parents[2]
PINS = ROOT / "constraints.txt"
OLD_PINS = Path(__file__).with_name("manylinux2014.txt")
MACOS = "11.0"
UV = (sys.executable, "-m", "uv", "pip")
PIP = (sys.executable, "-m", "pip")


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform: what uv calls it, the tags of its wheels, how its starter ends, and whether its glibc is old."""

    name: str
    uv: str
    tags: tuple[str, ...]
    starter: str = ".sh"
    old: bool = False


def _old_linux(machine: str, *tags: str) -> Platform:
    named = [f"{tag}_{machine}" for tag in ("manylinux2014", "manylinux_2_17", *tags)]
    return Platform(f"manylinux2014_{machine}", f"{machine}-manylinux2014", tuple(named), old=True)


PLATFORMS = {
    each.name: each
    for each in (
        Platform("win_amd64", "x86_64-pc-windows-msvc", ("win_amd64",), ".cmd"),
        Platform("macos_arm64", "aarch64-apple-darwin", ("macosx_11_0_arm64",), ".command"),
        _old_linux("x86_64", "manylinux_2_12", "manylinux2010", "manylinux_2_5", "manylinux1"),
        _old_linux("aarch64"),
    )
}


def collect(platform: Platform, python: str, starrating: Path, wheels: Path) -> str:
    """Put every wheel for a platform and a version of Python, such as 3.12, into a folder.

    Returns the requirements: each wheel's project, version and hash. The versions are those of constraints.txt and, for
    an old glibc, manylinux2014.txt; what they do not allow is not found, and `subprocess.CalledProcessError` is raised.
    """
    wheels.mkdir(parents=True)
    pins = wheels.with_name("pins.txt")
    pins.write_text("\n".join(_pins(platform)), encoding="utf-8")
    compiling = [*UV, "compile", "--quiet", *_of_uv(platform, python), "--only-binary", ":all:", "--generate-hashes"]
    compiling += ["--constraints", str(pins), "--output-file", str(pins.with_name("lock.txt")), "pyproject.toml", "-"]
    subprocess.run(compiling, cwd=ROOT, env=_settings(), input="pip", encoding="utf-8", check=True)
    tags = [word for tag in platform.tags for word in ("--platform", tag)]
    loading = [*PIP, "download", "--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:", *tags]
    loading += ["--implementation", "cp", "--python-version", python, "--dest", str(wheels), "-r"]
    subprocess.run([*loading, str(pins.with_name("lock.txt"))], check=True)
    (wheels / starrating.name).write_bytes(starrating.read_bytes())
    for file in (pins, pins.with_name("lock.txt")):
        file.unlink()
    return "".join(sorted(map(_requirement, wheels.iterdir())))


def prove(platform: Platform, python: str, folder: Path, target: Path) -> None:
    """Install from a folder alone, for its platform, into `target`.

    Raises `subprocess.CalledProcessError` if it lacks a wheel or one has another hash than it should. That pip could
    download everything is no proof: it takes the markers of the machine that it runs on.
    """
    installing = [*UV, "install", "--quiet", "--offline", "--no-index", "--find-links", str(folder / "wheels")]
    installing += ["--require-hashes", "-r", str(folder / "requirements.txt"), *_of_uv(platform, python)]
    subprocess.run([*installing, "--target", str(target)], env=_settings(), check=True)


def _pins(platform: Platform) -> list[str]:
    lines = PINS.read_text(encoding="utf-8").splitlines()
    if not platform.old:
        return lines
    older = OLD_PINS.read_text(encoding="utf-8").splitlines()
    renewed = {line.partition("==")[0] for line in older}
    return [*older, *(line for line in lines if line.partition("==")[0] not in renewed)]


def _of_uv(platform: Platform, python: str) -> list[str]:
    return ["--python-platform", platform.uv, "--python-version", python]


def _settings() -> Mapping[str, str]:
    return os.environ | {"MACOSX_DEPLOYMENT_TARGET": MACOS}


def _requirement(wheel: Path) -> str:
    name, version, _, _ = parse_wheel_filename(wheel.name)
    return f"{name}=={version} --hash=sha256:{sha256(wheel.read_bytes()).hexdigest()}\n"
