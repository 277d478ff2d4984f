import csv
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel


class Tide(BaseModel):
    station: str
    at: datetime
    height: float
    kind: str


def load_tables(path: str) -> list[Tide]:
    with Path(path).open(newline="") as file:
        return [Tide(**row) for row in csv.DictReader(file)]
