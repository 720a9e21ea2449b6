"""MediaWiki's PHP side: installing it, running its maintenance scripts, serving it on loopback."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import requests

CODE = Path("/usr/share/mediawiki")
PACKAGES = "mediawiki php-cli php-sqlite3 php-mbstring php-xml php-intl php-curl"
PHP_MODULES = frozenset({"pdo_sqlite", "mbstring", "xml", "intl", "curl"})
DATABASE = "wiki"
EXTENSIONS = ("ParserFunctions", "TemplateData", "Cite", "CategoryTree", "InputBox")

START_SECONDS = 30.0
STOP_SECONDS = 5.0
PORT_ATTEMPTS = 5
# Served without running any PHP, so asking for it is a cheap way to wait until the only worker is free.
STATIC_FILE = "/resources/assets/change-your-logo.svg"

BY_LANGUAGE = {
    "sv": """
$wgExtraNamespaces[100] = 'Projekt';
$wgExtraNamespaces[101] = 'Projektdiskussion';
$wgLocaltimezone = 'Europe/Stockholm';
""",
    "en": """
$wgMetaNamespace = 'Project'; # the projects are in the wiki's own namespace
$wgLocaltimezone = 'Europe/Dublin';
""",
}
"""What wikis of different associations have each in its own way, by their language."""

LOCAL_SETTINGS = """
$wgServer = 'http://' . ( $_SERVER['HTTP_HOST'] ?? '127.0.0.1' );
$wgNamespacesWithSubpages = array_fill_keys( [ 0, 1, 2, 3, 4, 5, 8, 10, 11, 12, 13, 14, 15, 100, 101 ], true );
$wgGroupPermissions['sysop']['deleterevision'] = true; # as on Wikimedia's wikis
$wgRateLimits = [];
$wgPasswordAttemptThrottle = [];
$wgAccountCreationThrottle = [];
$wgPasswordDefault = 'B'; # quick: these passwords protect nothing
$wgEnableBotPasswords = true;
$wgEnableEmail = false;
$wgEnableMagicLinks = [ 'ISBN' => true, 'PMID' => true, 'RFC' => true ]; # as older wikis still have it
$wgLogos = [ '1x' => 'data:,' ]; # no placeholder on pictures
# Nothing is cached that a restored database would make untrue; only sessions outlive a restore.
$wgMainCacheType = $wgParserCacheType = $wgMessageCacheType = CACHE_NONE;
$wgSessionCacheType = CACHE_DB;
$wgCacheDirectory = dirname( $wgSQLiteDataDir ) . '/cache';
$wgLocalisationCacheConf['store'] = 'array';
# Jobs lie in the one database, and are run by the very request that made them.
$wgJobTypeConf = [ 'default' => [ 'class' => 'JobQueueDB', 'order' => 'random', 'claimTTL' => 3600 ] ];
$wgJobRunRate = 100;
$wgRunJobsAsync = false;
# What a test wants otherwise for a while: read anew at each request, and no program that PHP would keep compiled.
$whims = is_file( __DIR__ . '/whims.json' ) ? file_get_contents( __DIR__ . '/whims.json' ) : '{}';
foreach ( json_decode( $whims, true ) as $name => $value ) {
	if ( $name === 'extensions' ) {
		wfLoadExtensions( $value );
	} elseif ( $name === 'manifests' ) {
		array_map( 'wfLoadExtension', array_keys( $value ), $value );
	} elseif ( $name === 'clock' ) {
		Wikimedia\\Timestamp\\ConvertibleTimestamp::setFakeTime( $value );
	} else {
		$GLOBALS[$name] = is_array( $value ) ? array_replace_recursive( $GLOBALS[$name] ?? [], $value ) : $value;
	}
}
"""


def available() -> str | None:
    """Whether a MediaWiki can be run here.

    Returns:
        None if it can, else one line saying what to install.
    """
    if (CODE / "maintenance/install.php").exists() and shutil.which("php"):
        listed = subprocess.run(["php", "-m"], capture_output=True, text=True, check=False).stdout
        if set(listed.split()) >= PHP_MODULES:
            return None
    return f"MediaWiki or a part of PHP is missing: apt-get install --no-install-recommends {PACKAGES}"


class PhpWiki:
    """One installed MediaWiki and the PHP process that serves it.

    One process, one request at a time, on purpose: what MediaWiki does after it has answered (links, categories, jobs)
    is then done before the next request is begun, and no test has to wait for it.

    Attributes:
        directory: Where everything of it lies: settings, databases, caches, the server's log.
        url: `http://127.0.0.1:PORT`, without a slash at the end; "" before `serve`.
        password: The password of every account of people here.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.url = ""
        self.password = secrets.token_hex(16)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def database(self) -> Path:
        """The SQLite file that holds the pages, accounts and jobs (sessions lie in another)."""
        return self.directory / "data" / f"{DATABASE}.sqlite"

    def install(self, *, admin: str, language: str = "sv") -> None:
        """Make the databases and the settings, with one account that may everything.

        Args:
            admin: Its name.
            language: The wiki's, one of `BY_LANGUAGE`.

        Raises:
            RuntimeError: The installer failed; its words are in the message.
        """
        (self.directory / "cache").mkdir(parents=True, exist_ok=True)
        options = {"confpath": self.directory, "dbtype": "sqlite", "dbpath": self.database.parent, "dbname": DATABASE}
        options |= {"lang": language, "skins": "Vector,MinervaNeue", "scriptpath": "", "server": "http://127.0.0.1"}
        arguments = [f"--{name}={value}" for name, value in options.items()]
        self.maintain("install.php", *arguments, f"--pass={self.password}", "Wikimedia", admin)
        with (self.directory / "LocalSettings.php").open("a", encoding="utf-8") as settings:
            settings.write(BY_LANGUAGE[language] + LOCAL_SETTINGS)
            settings.writelines(f"wfLoadExtension( '{name}' );\n" for name in EXTENSIONS)

    def maintain(self, script: str, *arguments: str) -> None:
        """Run one of MediaWiki's maintenance scripts.

        Raises:
            RuntimeError: It failed; its words are in the message.
        """
        command = ["php", str(CODE / "maintenance" / script), *arguments]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{script} {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")

    def serve(self) -> None:
        """Start the server and wait until the API answers.

        Raises:
            RuntimeError: It did not; the end of its log is in the message.
        """
        for _ in range(PORT_ATTEMPTS):  # somebody else may take the port between finding it and using it
            port = _free_port()
            self.url = f"http://127.0.0.1:{port}"
            self._process = self._start_server(port)
            if self._answers():
                return
            self.stop()
        log = (self.directory / "server.log").read_text(encoding="utf-8", errors="replace")
        raise RuntimeError(f"MediaWiki did not answer; the end of {self.directory / 'server.log'}:\n{log[-2000:]}")

    def stop(self) -> None:
        """End the server and wait for it; nothing happens where it has ended already."""
        if self._process is None:
            return
        for ending in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self._process.pid, ending)
                self._process.wait(STOP_SECONDS)
                break
            except ProcessLookupError:
                self._process.wait(STOP_SECONDS)
                break
            except subprocess.TimeoutExpired:
                continue
        self._process = None

    def wait_until_still(self) -> None:
        """Wait until the server has finished what it does after its last answer."""
        requests.get(self.url + STATIC_FILE, timeout=START_SECONDS).raise_for_status()

    def behave(self, **settings: object) -> None:
        """Change settings for the requests to come, `wgReadOnly="Upkeep"`; none at all ends that.

        Args:
            settings: MediaWiki's names without `$`; arrays are merged into what is there. `extensions` are loaded, too,
                and so are `manifests`, by name: files of extensions that lie elsewhere;
                `clock` is the time that it is on pages (`2022-11-20T09:00:00Z`).
        """
        self.wait_until_still()
        whims = self.directory / "whims.json"
        whims.with_suffix(".new").write_text(json.dumps(settings), encoding="utf-8")
        whims.with_suffix(".new").replace(whims)

    @property
    def _environment(self) -> dict[str, str]:
        return {**os.environ, "MW_CONFIG_FILE": str(self.directory / "LocalSettings.php")}

    def _start_server(self, port: int) -> subprocess.Popen[bytes]:
        options = ["-d", "opcache.enable_cli=1", "-d", "display_errors=0", "-d", "log_errors=1"]
        environment = self._environment
        environment.pop("PHP_CLI_SERVER_WORKERS", None)
        with (self.directory / "server.log").open("ab") as log:
            return subprocess.Popen(
                ["php", *options, "-S", f"127.0.0.1:{port}", "-t", str(CODE)],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # a process group of its own, to be ended as one
            )

    def _answers(self) -> bool:
        """Whether our own process, and not a stranger on the same port, answers in time."""
        give_up = time.monotonic() + START_SECONDS
        while self._process is not None and self._process.poll() is None and time.monotonic() < give_up:
            try:
                answer = requests.get(f"{self.url}/api.php?action=query&format=json", timeout=START_SECONDS)
            except requests.ConnectionError:
                time.sleep(0.05)
                continue
            return answer.ok and self._process.poll() is None
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
