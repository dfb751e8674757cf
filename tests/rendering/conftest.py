"""The documents whose pages are measured, printed in one run of LibreOffice."""

import pytest
from printing import Printed, printed
from specimens import specimens


@pytest.fixture(scope="session")
def prints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    """Print the documents."""
    folder = tmp_path_factory.mktemp("printed")
    return printed(folder, specimens(folder))
