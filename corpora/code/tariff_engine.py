"""Price a parking session.

A session is cut into slices at every moment where a rule changes (a band begins, a
day ends, a cap resets). Each slice is priced on its own and the slices are summed,
so that the price never depends on the order in which rules were loaded.

Amounts are integers in the smallest unit of the currency. Durations are minutes,
rounded UP once, at the very end of the session, never per slice: rounding per slice
made a night from 21:50 to 08:10 dearer by 40 cents than the sign said (PARK-311).
"""

from __future__ import annotations

import bisect
import enum
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

log = logging.getLogger(__name__)

GRACE_MINUTES = 7
"""Somebody who leaves within this time pays nothing. Not subtracted from longer stays."""

LOST_TICKET_DAYS = 2
"""A lost ticket is priced as this many full days. Courts have struck down more than 2."""

MAX_SESSION = timedelta(days=35)


class Vehicle(enum.StrEnum):
    CAR = "car"
    MOTORCYCLE = "motorcycle"
    VAN = "van"
    BUS = "bus"


class TariffError(ValueError):
    """The tariff itself is wrong; the message names the garage and the rule."""


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the day with one price. `until` is exclusive; 00:00 means midnight."""

    begin: time
    until: time
    cents_per_started_unit: int
    unit_minutes: int = 30
    days: frozenset[int] = frozenset(range(7))

    def covers(self, moment: datetime) -> bool:
        if moment.weekday() not in self.days:
            return False
        end = self.until if self.until != time(0) else time.max
        return self.begin <= moment.time() < end


@dataclass(slots=True)
class Tariff:
    garage: str
    zone: ZoneInfo
    bands: list[Band]
    day_cap_cents: int | None = None
    night_cap_cents: int | None = None
    holidays: frozenset[date] = frozenset()
    multipliers: dict[Vehicle, float] = field(default_factory=lambda: {Vehicle.VAN: 1.5, Vehicle.BUS: 4.0})

    def __post_init__(self) -> None:
        if not self.bands:
            raise TariffError(f"{self.garage}: a tariff needs at least one band")
        for band in self.bands:
            if band.unit_minutes not in (5, 10, 15, 20, 30, 60):
                raise TariffError(f"{self.garage}: unit of {band.unit_minutes} minutes does not divide an hour")
        self._check_gaps()

    def _check_gaps(self) -> None:
        """Every minute of the week must lie in exactly one band. 10,080 checks are cheap, a free hour is not."""
        monday = datetime(2024, 1, 1)
        for minute in range(7 * 24 * 60):
            moment = monday + timedelta(minutes=minute)
            hits = sum(band.covers(moment) for band in self.bands)
            if hits != 1:
                raise TariffError(f"{self.garage}: {hits} bands at {moment:%A %H:%M}, expected 1")

    def band_at(self, moment: datetime) -> Band:
        if moment.date() in self.holidays:
            # A holiday is priced like a Sunday, wherever it falls.
            moment += timedelta(days=6 - moment.weekday())
        for band in self.bands:
            if band.covers(moment):
                return band
        raise AssertionError("unreachable: _check_gaps has run")


@dataclass(frozen=True, slots=True)
class Slice:
    begin: datetime
    end: datetime
    band: Band

    @property
    def minutes(self) -> float:
        return (self.end - self.begin).total_seconds() / 60


def slices(tariff: Tariff, entry: datetime, exit: datetime) -> Iterator[Slice]:
    """The session, cut wherever the band changes. Works in local time, because signs do."""
    if entry.tzinfo is None or exit.tzinfo is None:
        raise ValueError("naive datetimes are refused: which hour would a clock change repeat?")
    if exit < entry:
        raise ValueError(f"exit {exit} lies before entry {entry}")
    if exit - entry > MAX_SESSION:
        raise ValueError("longer than 35 days: the barrier log is broken, ask a person")
    local, end = entry.astimezone(tariff.zone), exit.astimezone(tariff.zone)
    while local < end:
        band = tariff.band_at(local)
        cut = min(end, _next_boundary(tariff, local))
        yield Slice(local, cut, band)
        local = cut


def _next_boundary(tariff: Tariff, local: datetime) -> datetime:
    edges = sorted({band.begin for band in tariff.bands} | {time(0)})
    index = bisect.bisect_right(edges, local.time())
    if index < len(edges):
        return datetime.combine(local.date(), edges[index], tzinfo=tariff.zone)
    return datetime.combine(local.date() + timedelta(days=1), time(0), tzinfo=tariff.zone)


def price(tariff: Tariff, entry: datetime, exit: datetime, vehicle: Vehicle = Vehicle.CAR) -> int:
    """What the driver pays, in cents.

    Motorcycles are free on level 0 only, which the caller has to check: this function
    prices them like cars. The day cap counts from entry and not from midnight, since
    the ombudsman's decision 22/118.
    """
    if exit - entry <= timedelta(minutes=GRACE_MINUTES):
        return 0
    total = 0.0
    window_start, window_sum = entry, 0.0
    for part in slices(tariff, entry, exit):
        if part.begin - window_start >= timedelta(hours=24):
            total += _capped(tariff, window_sum)
            window_start, window_sum = part.begin, 0.0
        window_sum += part.minutes / part.band.unit_minutes * part.band.cents_per_started_unit
    total += _capped(tariff, window_sum)
    return _round_up(total * tariff.multipliers.get(vehicle, 1.0), tariff)


def _capped(tariff: Tariff, cents: float) -> float:
    return cents if tariff.day_cap_cents is None else min(cents, tariff.day_cap_cents)


def _round_up(cents: float, tariff: Tariff) -> int:
    """To the next 10 cents: the machines take no smaller coin. FIXME(ilja): Zurich has 5."""
    step = 10
    return int(-(-cents // step) * step)


def lost_ticket(tariff: Tariff) -> int:
    if tariff.day_cap_cents is None:
        log.warning("lost_ticket_without_cap garage=%s", tariff.garage)
        return 24 * 60 * LOST_TICKET_DAYS // 60 * max(b.cents_per_started_unit for b in tariff.bands)
    return LOST_TICKET_DAYS * tariff.day_cap_cents


def load(rows: Iterable[dict[str, str]], zone: str) -> dict[str, Tariff]:
    """Reads the export of the council's spreadsheet, where empty cells mean 'as above'."""
    garages: dict[str, list[Band]] = {}
    last: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        row = {key: value.strip() or last.get(key, "") for key, value in row.items()}
        last = row
        try:
            band = Band(
                begin=time.fromisoformat(row["from"]),
                until=time.fromisoformat(row["to"]),
                cents_per_started_unit=round(float(row["price"].replace(",", ".")) * 100),
                unit_minutes=int(row["unit"]),
                days=frozenset("mo tu we th fr sa su".split().index(d) for d in row["days"].split()),
            )
        except (KeyError, ValueError) as error:
            raise TariffError(f"row {number}: {error}") from error
        garages.setdefault(row["garage"], []).append(band)
    return {name: Tariff(name, ZoneInfo(zone), bands) for name, bands in garages.items()}
