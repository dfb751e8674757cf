@echo off
rem Starts starrating from this folder, wherever it lies: python -m starrating, with what was written behind.
rem The first start unpacks the wheels into the folder "program"; each must have the hash that requirements.txt says.
rem A Python with a ._pth file takes no settings from the environment, hence -X utf8.
setlocal DisableDelayedExpansion
set "HERE=%~dp0"
set "PYTHONPATH=%HERE%program"
set "PYTHONUTF8=1"
set "PYTHONNOUSERSITE=1"
set "PYTHONSAFEPATH=1"

set PYTHON="%HERE%python\python.exe"
if exist %PYTHON% goto unpack
set PYTHON=py -{python}
%PYTHON% -c "" >nul 2>nul
if not errorlevel 1 goto unpack
echo Python {python} was not found; see the page beside this file.
echo 未找到 Python {python}，见“安装说明.txt”。
pause
exit /b 70

:unpack
if exist "%HERE%program\" goto start
echo First start: unpacking, a minute or so ...
echo 首次启动，正在解开程序，约需一分钟。
if exist "%HERE%program.new\" rmdir /s /q "%HERE%program.new"
set "PIP_CONFIG_FILE=nul"
%PYTHON% "%HERE%wheels\{pip}\pip" --isolated --disable-pip-version-check install --quiet --no-warn-conflicts --no-cache-dir --no-index --find-links "%HERE%wheels" --require-hashes -r "%HERE%requirements.txt" --target "%HERE%program.new"
if errorlevel 1 goto failed
ren "%HERE%program.new" program
if errorlevel 1 goto failed

:start
if "%~1"=="" goto double_click
%PYTHON% -X utf8 -m starrating %*
exit /b %errorlevel%

rem What a double click opens, where nothing was written behind.
:double_click
if not exist "%HERE%work\" mkdir "%HERE%work"
%PYTHON% -X utf8 -m starrating -C "%HERE%work" desk
if errorlevel 1 pause
exit /b 0

:failed
echo Not unpacked: the folder cannot be written to, the disk is full, or a file is damaged. Copy it again.
echo 未能解开：文件夹不可写、磁盘已满，或文件不完整。请重新拷贝整个文件夹。
pause
exit /b 70
