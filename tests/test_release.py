"""The offline folders hold all they need, and the one for this machine rates the example wherever it is moved."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import make_release
import pytest
from offline.folders import PAGE
from offline.interpreters import InterpreterError, put_python
from offline.platforms import PLATFORMS, prove
from packaging.utils import parse_wheel_filename
from try_newest import pins

from company import EXAMPLE, ROOT

HERE = "manylinux2014_x86_64"
PYTHONS = dict.fromkeys(PLATFORMS, make_release.PYTHON) | {HERE: f"3.{sys.version_info.minor}"}
OLD_LINUX = {"numpy": "2.2.6", "pandas": "2.3.2", "pytz": "2026.6", "rapidfuzz": "3.13.0"}
WITH_REGISTRY = pytest.mark.skipif("CI" not in os.environ, reason="needs a registry, 170 MB of wheels and two minutes")


@pytest.fixture(scope="session")
def folders(tmp_path_factory):
    """Make the wheel, the sdist and every folder, each for its Python; the folders by platform."""
    if sys.version_info >= (3, 14):
        pytest.skip("no numpy for glibc 2.17 runs on Python 3.14")
    to = tmp_path_factory.mktemp("release")
    wheel = make_release.build(to)
    with ThreadPoolExecutor(2) as pool:
        made = pool.map(lambda name: make_release.make_folder(name, PYTHONS[name], wheel, to, None), PLATFORMS)
        return dict(zip(PLATFORMS, made, strict=True))


@WITH_REGISTRY
@pytest.mark.parametrize("name", PLATFORMS)
def test_each_folder_can_be_installed_from_alone(folders, tmp_path, name):
    folder = folders[name]
    target = tmp_path / "installed"
    prove(PLATFORMS[name], PYTHONS[name], folder, target)
    assert (target / "starrating" / "__main__.py").is_file()
    assert (target / "starrating" / "data" / "rules" / "star-branches.yaml").is_file()
    assert (target / "colorama").is_dir() == (name == "win_amd64")
    found = {parse_wheel_filename(wheel.name)[:2] for wheel in (folder / "wheels").iterdir()}
    system = {"win_amd64": ("Windows", "win32"), "macos_arm64": ("Darwin", "darwin")}.get(name, ("Linux", "linux"))
    environment = {"python_version": PYTHONS[name], "python_full_version": f"{PYTHONS[name]}.0"}
    pinned = pins(environment | {"platform_system": system[0], "sys_platform": system[1]})
    wanted = pinned | (OLD_LINUX if "manylinux" in name else {})
    assert {
        str(project): str(version) for project, version in found if project != "starrating"
    }.items() <= wanted.items()


@WITH_REGISTRY
def test_a_folder_that_lacks_a_wheel_or_has_another_is_no_folder(folders, tmp_path):
    folder = shutil.copytree(folders["win_amd64"], tmp_path / "folder")
    (colorama,) = (folder / "wheels").glob("colorama-*")
    whole = colorama.read_bytes()
    colorama.write_bytes(whole + b"\0")
    with pytest.raises(subprocess.CalledProcessError):
        prove(PLATFORMS["win_amd64"], make_release.PYTHON, folder, tmp_path / "changed")
    colorama.unlink()
    with pytest.raises(subprocess.CalledProcessError):
        prove(PLATFORMS["win_amd64"], make_release.PYTHON, folder, tmp_path / "without")


@WITH_REGISTRY
def test_the_folder_for_this_machine_rates_the_example_wherever_it_is_moved(folders, tmp_path):
    first = shutil.copytree(folders[HERE], tmp_path / "星级 评定" / "程序 一")
    environment = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "STARRATING_LANG": "en"}

    def start(folder, *words):
        command = [str(folder / "starrating.sh"), *words]
        return subprocess.run(command, cwd=work, env=environment, capture_output=True, encoding="utf-8", check=False)

    work = shutil.copytree(EXAMPLE, tmp_path / "公司 A", ignore=shutil.ignore_patterns("results", "*.db"))
    (work / "numpy.py").write_text("raise SystemExit('a stranger')")
    unpacked = start(first, "--version")
    assert (unpacked.returncode, unpacked.stdout) == (0, f"starrating {_version(first)}\n"), unpacked.stderr
    assert "First start" in unpacked.stderr
    second = first.rename(tmp_path / "移动 后")
    rated = start(second, "score", "2013H1.xlsx", "--incidents", "2013H1-incidents.xlsx")
    assert rated.returncode == 0, rated.stderr
    assert "First start" not in rated.stderr
    assert "results/2013H1/2013年上半年星级党支部考核汇总表.xlsx" in rated.stdout
    command = [str(second / "starrating.sh")]
    with subprocess.Popen(command, env=environment | {"BROWSER": "true"}, stdout=subprocess.PIPE, text=True) as opened:
        assert opened.stdout
        assert opened.stdout.readline().startswith("http://127.0.0.1:")
        assert (second / "work" / ".desk").is_dir()
        opened.terminate()
    (second / "requirements.txt").write_text(f"numpy==1 --hash=sha256:{'0' * 64}\n")
    shutil.rmtree(second / "program")
    assert start(second, "--version").returncode == 70
    assert not (second / "program").exists()


@WITH_REGISTRY
@pytest.mark.parametrize("name", PLATFORMS)
def test_each_folder_says_how_to_start_it(folders, name):
    folder = folders[name]
    windows = name == "win_amd64"
    (starter,) = folder.glob("starrating.*")
    words = starter.read_bytes().decode("gbk" if windows else "utf-8")
    assert re.search(r"-m starrating (%\*|\"\$@\")", words)
    page = (folder / PAGE).read_text(encoding="utf-8-sig")
    assert f"{starter.name} --version" in page
    assert len(re.findall(r"^ +\d+\. ", page, re.MULTILINE)) == 10
    for said in (words, page):
        assert re.findall(r"\{\w+\}", said) == []
        assert PYTHONS[name] in said
    assert len((folder / "requirements.txt").read_text().splitlines()) == len(list((folder / "wheels").iterdir()))


def _version(folder: Path) -> str:
    (wheel,) = (folder / "wheels").glob("starrating-*")
    return str(parse_wheel_filename(wheel.name)[1])


def test_no_sign_of_the_starter_for_windows_can_be_taken_for_a_command():
    """Outside China cmd.exe reads GBK byte by byte: none of a Chinese sign's may be one that it acts on."""
    text = (ROOT / "tools" / "offline" / "starter.cmd").read_text(encoding="utf-8")
    bytes_of_signs = b"".join(sign.encode("gbk") for sign in text if not sign.isascii())
    assert len(bytes_of_signs) > 100
    assert set(bytes_of_signs) & set(b'|&<>^%"!()\\') == set()


def archive(folder: Path, *names: str) -> tuple[Path, str]:
    """Make an archive of files, a zip or a tar.gz by the first name; its path and its SHA-256."""
    file = folder / names[0]
    if file.suffix == ".zip":
        with zipfile.ZipFile(file, "w") as written:
            for name in names[1:]:
                written.writestr(name, "python312.zip\n.\n")
    else:
        (folder / "empty").touch()
        with tarfile.open(file, "w:gz") as written:
            for name in names[1:]:
                written.add(folder / "empty", name)
    return file, sha256(file.read_bytes()).hexdigest()


def test_the_embeddable_python_for_windows_finds_the_program(tmp_path):
    given = archive(tmp_path, "embed.zip", "python.exe", "python312.dll", "python312._pth")
    put_python(*given, "3.12", tmp_path)
    paths = (tmp_path / "python" / "python312._pth").read_text().split()
    assert paths == ["python312.zip", ".", "..\\program", "import", "site"]


def test_a_python_for_linux_is_put_where_the_starter_looks(tmp_path):
    put_python(*archive(tmp_path, "python.tar.gz", "python/bin/python3", "python/bin/python3.12"), "3.12", tmp_path)
    assert (tmp_path / "python" / "bin" / "python3").exists()
    assert '"$here/python/bin/python3"' in (ROOT / "tools" / "offline" / "starter.sh").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("names", "python", "said"),
    [
        (("a.zip", "python.exe", "python311.dll"), "3.12", "no Python 3.12"),
        (("a.tar.gz", "python/bin/python3", "python/bin/python3.13"), "3.12", "no Python 3.12"),
        (("a.zip", "Python-3.12/configure"), "3.12", "python.exe"),
    ],
)
def test_what_is_not_that_python_is_refused(tmp_path, names, python, said):
    with pytest.raises(InterpreterError, match=said):
        put_python(*archive(tmp_path, *names), python, tmp_path)


def test_another_file_than_was_said_is_refused_before_anything_is_loaded(tmp_path, monkeypatch, capsys):
    file, digest = archive(tmp_path, "embed.zip", "python.exe", "python312.dll")
    monkeypatch.setattr(make_release, "build", lambda to: to / "starrating-1-py3-none-any.whl")
    words = ["--to", str(tmp_path), "--platform", "win_amd64", "--python", str(file), "--sha256", "0" * 64]
    assert make_release.main(words) == 1
    assert digest in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["embed.zip"]


@pytest.mark.parametrize("words", [["--python", "x"], ["--python", "x", "--sha256", "0"], ["--platform", "win32"]])
def test_what_cannot_go_together_is_refused(words, capsys):
    with pytest.raises(SystemExit):
        make_release.main(words)
    assert "error:" in capsys.readouterr().err
