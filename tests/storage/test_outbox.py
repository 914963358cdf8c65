"""The outbox: nothing twice, nothing lost, and one place's order kept however many send."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Lock

import pytest

from domain.notices import Address, Face, direct, from_payload
from domain.people import PersonKey
from storage.database import Database
from storage.outbox import OutboxRow, Post
from tests.databases import FrozenClock
from tests.storage.samples import CARD, NEWS, NOW, THREAD, arrived, moved

LEASE = timedelta(minutes=1)


def tell(database: Database, *versions: int, lead_id: int = 1) -> None:
    """Tells the partner's channel of a lead's moves."""
    with database.write() as uow:
        for version in versions:
            uow.tell(moved(version, lead_id), [NEWS])
        uow.commit()


def claim(database: Database, now: datetime = NOW, limit: int = 50) -> list[OutboxRow]:
    with database.write() as uow:
        rows = uow.outbox.claim(now, limit, LEASE)
        uow.commit()
    return rows


def mark_sent(database: Database, *rows: OutboxRow) -> None:
    with database.write() as uow:
        uow.outbox.sent([(row.id, "C0PART", f"{row.id}.0") for row in rows], NOW)
        uow.commit()


def keys(rows: list[OutboxRow]) -> list[str]:
    return [row.key for row in rows]


def test_a_row_says_what_is_to_be_said_and_where(database: Database, clock: FrozenClock) -> None:
    with database.write() as uow:
        uow.tell(arrived(), [CARD, NEWS])
        assert uow.told
        uow.commit()
    card, news = claim(database, clock.now())
    assert (card.key, card.place, card.face) == ("lead:1:arrived@desk:leads#card", "desk:leads", Face.CARD)
    assert (news.key, news.face) == ("lead:1:arrived@partner:northwind#news", Face.NEWS)
    assert from_payload(card.payload) == arrived()
    assert (card.created_at, card.attempts, card.error) == (clock.now(), 1, None)


def test_what_was_told_before_is_told_once(database: Database) -> None:
    tell(database, 1)
    with database.write() as uow:
        uow.tell(moved(1), [NEWS])
        assert not uow.told
    with database.write() as uow:
        uow.tell(moved(1), [NEWS, CARD])
        assert uow.told
        assert uow.outbox.pending_count() == 2
        uow.commit()
    mark_sent(database, *claim(database))
    with database.write() as uow:
        uow.tell(moved(1), [NEWS, CARD])
        assert not uow.told
        assert uow.outbox.pending_count() == 0


def test_telling_nobody_tells_nothing(database: Database) -> None:
    with database.write() as uow:
        uow.tell(arrived(), [])
        assert not uow.told


def test_only_the_head_of_each_place_goes_out(database: Database) -> None:
    with database.write() as uow:
        for version in (1, 2):
            uow.tell(moved(version), [CARD, THREAD, NEWS, Address(direct(PersonKey("T:U")), Face.NEWS)])
        uow.commit()
    first = claim(database)
    assert [(row.place, row.face) for row in first] == [
        ("desk:leads", Face.CARD),
        ("partner:northwind", Face.NEWS),
        ("person:T:U", Face.NEWS),
    ]
    assert claim(database) == []
    mark_sent(database, *first)
    assert keys(claim(database)) == [
        "lead:1:v1:moved@desk:leads#thread",
        "lead:1:v2:moved@partner:northwind#news",
        "lead:1:v2:moved@person:T:U#news",
    ]


def test_the_limit_takes_the_oldest(database: Database) -> None:
    with database.write() as uow:
        for number in range(5):
            uow.tell(moved(number), [Address(direct(PersonKey(f"T:U{number}")), Face.NEWS)])
        uow.commit()
    assert [row.place for row in claim(database, limit=2)] == ["person:T:U0", "person:T:U1"]
    assert [row.place for row in claim(database, limit=9)] == ["person:T:U2", "person:T:U3", "person:T:U4"]


def test_a_claim_comes_back_when_its_lease_is_over(database: Database) -> None:
    tell(database, 1)
    (first,) = claim(database)
    assert claim(database, NOW + LEASE - timedelta(microseconds=1)) == []
    (second,) = claim(database, NOW + LEASE)
    assert (second.id, second.attempts) == (first.id, 2)


def test_a_place_waits_with_the_row_that_is_put_off(database: Database) -> None:
    tell(database, 1, 2)
    (row,) = claim(database)
    later = NOW + timedelta(seconds=30)
    with database.write() as uow:
        uow.outbox.retry(row.id, later, "ratelimited")
        uow.commit()
    assert claim(database, later - timedelta(seconds=1)) == []
    (again,) = claim(database, later)
    assert (again.key, again.attempts, again.error) == (row.key, 2, "ratelimited")


def test_a_place_goes_on_without_the_row_that_is_given_up(database: Database) -> None:
    tell(database, 1, 2)
    (row,) = claim(database)
    with database.write() as uow:
        uow.outbox.bury(row.id, "channel_not_found", NOW)
        uow.commit()
    assert keys(claim(database)) == ["lead:1:v2:moved@partner:northwind#news"]
    with database.read() as uow:
        (dead,) = uow.outbox.dead(10)
        assert (dead.id, dead.error, dead.dead_at) == (row.id, "channel_not_found", NOW)
        letters, count = uow.dead_letters(limit=1)
        assert [(letter.id, letter.place, letter.error, letter.at) for letter in letters] == [
            (row.id, "partner:northwind", "channel_not_found", NOW)
        ]
        assert count == 1


def test_the_newest_dead_letters_come_first_with_their_number(database: Database) -> None:
    for version in (1, 2, 3):
        tell(database, version)
        (row,) = claim(database)
        with database.write() as uow:
            uow.outbox.bury(row.id, f"error {version}", NOW + timedelta(hours=version))
            uow.commit()
    with database.read() as uow:
        letters, count = uow.dead_letters(limit=2)
        assert ([letter.error for letter in letters], count) == (["error 3", "error 2"], 3)


def test_a_late_failure_does_not_bring_back_what_was_sent(database: Database) -> None:
    tell(database, 1)
    (row,) = claim(database)
    mark_sent(database, row)
    with database.write() as uow:
        uow.outbox.retry(row.id, NOW, "timeout")
        uow.outbox.bury(row.id, "timeout", NOW)
        uow.commit()
    assert claim(database, NOW + LEASE) == []
    with database.read() as uow:
        assert uow.outbox.dead(10) == []


def test_what_was_sent_long_ago_is_forgotten_and_nothing_else(database: Database, clock: FrozenClock) -> None:
    with database.write() as uow:
        uow.tell(arrived(), [CARD, NEWS])
        uow.commit()
    card, news = claim(database, clock.now())
    mark_sent(database, card)
    with database.write() as uow:
        uow.outbox.bury(news.id, "gone", clock.now())
        uow.tell(moved(2), [CARD])
        assert uow.outbox.forget_sent_before(clock.now()) == 0
        assert uow.outbox.forget_sent_before(clock.now() + timedelta(days=1)) == 1
        assert uow.outbox.dead_count() == 1
        assert uow.outbox.pending_count() == 1


def test_the_next_row_is_due_when_a_head_can_be_claimed(database: Database) -> None:
    def due() -> datetime | None:
        with database.read() as uow:
            return uow.outbox.next_due()

    assert due() is None
    tell(database, 1, 2)
    assert due() == NOW
    (row,) = claim(database)
    assert due() == NOW + LEASE
    with database.write() as uow:
        uow.outbox.retry(row.id, NOW + timedelta(seconds=5), "ratelimited")
        uow.commit()
    assert due() == NOW + timedelta(seconds=5)
    mark_sent(database, row)
    assert due() == NOW


def test_many_senders_keep_the_order_of_each_place_and_send_nothing_twice(database: Database) -> None:
    places = [Address(direct(PersonKey(f"T:U{number}")), Face.NEWS) for number in range(3)]
    with database.write() as uow:
        for version in range(1, 13):
            uow.tell(moved(version), places)
        uow.commit()
    sent: list[OutboxRow] = []
    under_way: set[str] = set()
    lock = Lock()

    def send_all() -> None:
        while True:
            with database.read() as uow:
                if uow.outbox.pending_count() == 0:
                    return
            rows = claim(database, limit=2)
            with lock:
                assert under_way.isdisjoint(row.place for row in rows)
                under_way.update(row.place for row in rows)
                sent.extend(rows)
            with lock:
                under_way.difference_update(row.place for row in rows)
            mark_sent(database, *rows)

    with ThreadPoolExecutor(4) as pool:
        for sender in [pool.submit(send_all) for _ in range(4)]:
            sender.result()
    for address in places:
        order = [row.payload["version"] for row in sent if row.place == address.place]
        assert order == list(range(1, 13))


def test_two_claims_in_open_transactions_share_no_row(postgresql_url: str, clock: FrozenClock) -> None:
    database = Database(postgresql_url, clock=clock)
    with database.write() as uow:
        for number in range(4):
            uow.tell(moved(1, number), [Address(direct(PersonKey(f"T:U{number}")), Face.NEWS)])
        uow.commit()
    with database.write() as first, database.write() as second:
        ours, theirs = first.outbox.claim(NOW, 2, LEASE), second.outbox.claim(NOW, 9, LEASE)
        assert [row.place for row in ours] == ["person:T:U0", "person:T:U1"]
        assert [row.place for row in theirs] == ["person:T:U2", "person:T:U3"]
    database.dispose()


@pytest.mark.parametrize("key", ["lead-card:12", "pin:C0123"])
def test_posts_are_remembered_where_they_are_now(database: Database, key: str) -> None:
    with database.write() as uow:
        assert uow.outbox.posts([key]) == {}
        uow.outbox.remember(key, "C1", "1.1")
        uow.outbox.remember(key, "C2", "2.2")
        uow.outbox.remember("another", "C3", "3.3")
        uow.commit()
    with database.read() as uow:
        assert uow.outbox.posts([key, "another", "nothing"]) == {key: Post("C2", "2.2"), "another": Post("C3", "3.3")}
        assert uow.outbox.posts([]) == {}
