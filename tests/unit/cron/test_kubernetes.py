"""Kubernetes: the job of the shards is what its schema takes, and its command what `lagesbot` takes."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from bot.commands.argument_types import Part
from bot.shard import Shard
from tests.support.schedules import ROOT, RUN, YEARS, Shell, check_arguments, cron_times, work_days

TEXT = (ROOT / "cron" / "kubernetes.yaml").read_text(encoding="utf-8")
DOCUMENTS: list[dict[str, Any]] = list(yaml.safe_load_all(TEXT))
VERSIONS = ("1.30", "1.33", "1.37")
"""Versions of Kubernetes: early ones that try an index again by itself, and today's."""


def object_of(kind: str) -> dict[str, Any]:
    """The one object of a kind."""
    (found,) = (one for one in DOCUMENTS if one["kind"] == kind)
    return found


JOB: dict[str, Any] = object_of("CronJob")["spec"]["jobTemplate"]["spec"]
POD: dict[str, Any] = JOB["template"]["spec"]
CONTAINER: dict[str, Any] = POD["containers"][0]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: str(one["kind"]))
def test_every_object_is_one(document: dict[str, Any], version: str) -> None:
    """Each object holds what its schema asks for, and no key that the schema does not know."""
    kubernetes_validate.validate(document, version, strict=True)


def test_schema_is_strict() -> None:
    """A key with a slip of the pen in it is objected to, however deep it lies."""
    wrong = json.loads(json.dumps(object_of("CronJob")))
    wrong["spec"]["jobTemplate"]["spec"]["completionmode"] = "Indexed"
    with pytest.raises(kubernetes_validate.ValidationError, match="completionmode"):
        kubernetes_validate.validate(wrong, VERSIONS[-1], strict=True)


@pytest.mark.parametrize("index", range(JOB["completions"]))
def test_command_of_each_index_is_one_that_there_is(tmp_path: Path, index: int) -> None:
    """What the shell makes of the command is a run of the shard with the index's number, of as many as there are."""
    called = Shell(tmp_path).call(CONTAINER["command"], JOB_COMPLETION_INDEX=str(index))
    assert called.arguments
    assert check_arguments(called.arguments) == "run"
    (written,) = (value for name, value in pairwise(called.arguments) if name == "--shard")
    assert Part().convert(written, None, None) == Shard(index + 1, JOB["completions"])


@pytest.mark.parametrize(
    ("day", "years"),
    [
        ("2023-01-01", ["2023", "2022"]),
        ("2023-02-28", ["2023", "2022"]),
        ("2023-03-01", ["2023", "2023"]),
        ("2024-02-28", ["2024", "2023"]),
        ("2024-02-29", ["2024", "2024"]),
        ("2022-12-31", ["2022", "2022"]),
    ],
)
def test_last_year_is_looked_at_for_59_days(tmp_path: Path, day: str, years: list[str]) -> None:
    """For as long as 59 days ago was last year, every shard looks at both years."""
    called = Shell(tmp_path).call(CONTAINER["command"], now=f"{day} 07:30", JOB_COMPLETION_INDEX="0")
    assert [value for name, value in pairwise(called.arguments or []) if name == "--year"] == years


def test_any_date_will_do() -> None:
    """The command asks `date` for nothing but fields that every system knows, no reckoning of its own."""
    asked = re.findall(r"\$\(date ([^)]*)\)", CONTAINER["command"][-1])
    assert asked != []
    assert set(asked) <= {"+%Y", "+%j"}


def test_number_of_shards_stands_where_the_head_says() -> None:
    """How many shards there are is told by three numbers and no other, as the file's head says."""
    told = [name for name, value in JOB.items() if value == JOB["completions"]]
    assert told == ["completions", "parallelism"]
    assert f'/{JOB["completions"]}"' in CONTAINER["command"][-1]
    assert (
        "three places, which must agree: completions, parallelism, and the number behind the slash in --shard" in TEXT
    )


def test_files_stay_as_private_as_they_are() -> None:
    """A volume that was given to the group once is left alone: the bot does not believe what others can write."""
    assert POD["securityContext"]["fsGroupChangePolicy"] == "OnRootMismatch"


def test_all_shards_go_at_once_and_each_once() -> None:
    """Every index has a pod of its own from the start, none is made anew in a pod, and no two jobs go at once."""
    assert JOB["completionMode"] == "Indexed"
    assert JOB["parallelism"] == JOB["completions"]
    assert POD["restartPolicy"] == "Never"
    assert object_of("CronJob")["spec"]["concurrencyPolicy"] == "Forbid"


@pytest.mark.parametrize("year", YEARS)
def test_once_on_every_work_day(year: int) -> None:
    """Exactly once on each Monday to Friday at its time in Sweden, changes of the clock included."""
    spec = object_of("CronJob")["spec"]
    assert spec["timeZone"] == "Europe/Stockholm"
    assert cron_times(spec["schedule"], year) == work_days(year, RUN)


def test_state_is_shared_and_nothing_else_is_written() -> None:
    """All shards have one volume with the lock in it, and can write nowhere but there and in a folder that passes."""
    claimed = {one["name"] for one in POD["volumes"] if one.get("persistentVolumeClaim")}
    mounted = {one["name"]: one["mountPath"] for one in CONTAINER["volumeMounts"]}
    environment = {one["name"]: one["value"] for one in CONTAINER["env"]}
    assert {environment[name] for name in ("XDG_STATE_HOME", "PYWIKIBOT_DIR")} == {mounted[one] for one in claimed}
    assert environment["XDG_CACHE_HOME"].startswith(f"{mounted['state']}/")
    assert object_of("PersistentVolumeClaim")["spec"]["accessModes"] == ["ReadWriteMany"]
    assert CONTAINER["securityContext"]["readOnlyRootFilesystem"] is True


def test_secrets_are_in_no_file() -> None:
    """The secrets come from a Secret alone, and the memory is what Toolforge gives."""
    assert [list(one) for one in CONTAINER["envFrom"]] == [["secretRef"]]
    assert not [one for one in CONTAINER["env"] if "PASSWORD" in one["name"] or "TOKEN" in one["name"]]
    assert CONTAINER["resources"]["limits"]["memory"] == "256Mi"
