"""Shards: how they are written, what is in which of them, and which may go on side by side."""

import hashlib

import pytest

from bot.shard import MOST, WHOLE, Shard

NAMES = [f"Användardiskussion:Person {number} (WMSE)" for number in range(400)]


@pytest.mark.parametrize(
    ("written", "shard"), [("2/8", Shard(2, 8)), ("1/1", WHOLE), (f" {MOST}/{MOST} ", Shard(MOST, MOST))]
)
def test_shard_is_read(written: str, shard: Shard) -> None:
    """A shard is read back from how it is written."""
    assert Shard.read(written) == shard
    assert Shard.read(str(shard)) == shard


@pytest.mark.parametrize(
    "written", ["", "8", "0/8", "9/8", "-1/8", "1/0", "1/8/2", "a/b", "2 / 8", "1/41", "1/99999", "٢/٨"]
)
def test_what_is_no_shard(written: str) -> None:
    """What names no part of a whole, or of far too many, is none."""
    assert Shard.read(written) is None


@pytest.mark.parametrize("count", range(1, 10))
def test_everybody_is_in_one_shard(count: int) -> None:
    """Each name is in exactly one shard, and none of the shards goes empty where there are many names."""
    shards = [Shard(index, count) for index in range(1, count + 1)]
    found = [[shard for shard in shards if shard.has(name)] for name in NAMES]
    assert {len(one) for one in found} == {1}
    assert {one[0] for one in found} == set(shards)


def test_shard_of_a_name_does_not_change() -> None:
    """A name is in the same shard in every process and every version: by the first eight bytes of its SHA-256."""
    number = int(hashlib.sha256("Användardiskussion:Sara (WMSE)".encode()).hexdigest()[:16], 16)
    assert Shard(number % 8 + 1, 8).has("Användardiskussion:Sara (WMSE)")


def test_side_by_side() -> None:
    """Different parts of the same whole may go at once; the same part, parts of others and a whole run may not."""
    assert Shard(1, 4).beside(Shard(2, 4))
    assert not Shard(1, 4).beside(Shard(1, 4))
    assert not Shard(1, 4).beside(Shard(2, 3))
    assert not WHOLE.beside(WHOLE)
    assert not Shard(2, 4).beside(WHOLE)


@pytest.mark.parametrize(("most", "count", "part"), [(50, 8, 7), (48, 8, 6), (1, 8, 1), (0, 8, 0), (50, 1, 50)])
def test_part_of_a_limit(most: int, count: int, part: int) -> None:
    """A limit is split and rounded up, so that the parts together allow at least what the whole does."""
    assert Shard(1, count).part(most) == part
