@echo off
rem Starts Tapbench on Windows, from a clone (built first when lib\ is missing or a build is asked for) or a release.
rem Needs a JDK 17 or newer. TAPBENCH_BUILD=1 builds again after sources have changed.
setlocal enabledelayedexpansion
set "TAPBENCH_HOME=%~dp0"
if "%TAPBENCH_HOME:~-1%"=="\" set "TAPBENCH_HOME=%TAPBENCH_HOME:~0,-1%"

set "JAVA=java.exe"
if defined JAVA_HOME (
  set "JAVA=%JAVA_HOME%\bin\java.exe"
  if not exist "!JAVA!" (
    echo tapbench: JAVA_HOME is '%JAVA_HOME%', and there is no bin\java.exe in it: set it to a JDK 17 or newer 1>&2
    exit /b 2
  )
) else (
  where java.exe >nul 2>nul || (
    echo tapbench: no Java found: install a JDK 17 or newer, or set JAVA_HOME 1>&2
    exit /b 2
  )
)

if "%~1"=="test" if not "%~2"=="--help" goto :test
if not exist "%TAPBENCH_HOME%\pom.xml" goto :start
if not exist "%TAPBENCH_HOME%\lib\.built" goto :build
if defined TAPBENCH_BUILD goto :build
goto :start

:build
echo tapbench: building into lib\ 1>&2
pushd "%TAPBENCH_HOME%"
call mvnw.cmd -q package -DskipTests -P-checks -Dassembly.skipAssembly=true 1>&2
set "STATUS=%ERRORLEVEL%"
popd
if not "%STATUS%"=="0" (
  echo tapbench: the build failed, see above 1>&2
  exit /b 2
)
echo built> "%TAPBENCH_HOME%\lib\.built"

:start
set "SCRATCH="
if not defined SOFTHSM2_CONF (
  set "SCRATCH=%TEMP%\tapbench.%RANDOM%%RANDOM%"
  mkdir "!SCRATCH!"
  set "SOFTHSM2_CONF=!SCRATCH!\softhsm2.conf"
)
if not defined TAPBENCH_SCOPE set "TAPBENCH_SCOPE=selected"
rem A calculation ends before the second compiler would pay.
set "QUICK="
for %%C in (calc certify vectors readers requirements steps trace) do if "%~1"=="%%C" set "QUICK=-XX:TieredStopAtLevel=1"
"%JAVA%" %QUICK% -XX:+UseSerialGC -Dfile.encoding=UTF-8 "-Dtapbench.home=%TAPBENCH_HOME%" -Dtapbench.scope=%TAPBENCH_SCOPE% ^
  -cp "%TAPBENCH_HOME%\lib\*;%TAPBENCH_HOME%\drivers\*" dev.tapbench.cli.Main %*
set "STATUS=%ERRORLEVEL%"
if defined SCRATCH rmdir /s /q "%SCRATCH%"
exit /b %STATUS%

:test
if not exist "%TAPBENCH_HOME%\pom.xml" (
  echo tapbench: 'test' builds and tests the sources, and this is a release: 'tapbench certify' runs its scenarios 1>&2
  exit /b 64
)
set "REQUIRE="
if "%~2"=="--require" set "REQUIRE=%~3"
pushd "%TAPBENCH_HOME%"
call mvnw.cmd verify "-Dtapbench.require=%REQUIRE%"
set "STATUS=%ERRORLEVEL%"
popd
if not "%STATUS%"=="0" (
  echo tapbench: the build or its tests failed, see above; the scenarios were not run 1>&2
  exit /b 1
)
echo built> "%TAPBENCH_HOME%\lib\.built"
set "TAPBENCH_SCOPE=all"
if defined REQUIRE (
  call "%~f0" certify --require %REQUIRE%
) else (
  call "%~f0" certify
)
exit /b %ERRORLEVEL%
