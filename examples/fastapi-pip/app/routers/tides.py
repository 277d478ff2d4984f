from fastapi import APIRouter, HTTPException, Request

from ..tables import Tide

router = APIRouter()


@router.get("/")
def tides(request: Request) -> list[Tide]:
    return request.app.state.tables


@router.get("/highest")
def highest(request: Request) -> Tide:
    return max(request.app.state.tables, key=lambda tide: tide.height)


@router.get("/{station}")
def of_station(station: str, request: Request) -> list[Tide]:
    found = [tide for tide in request.app.state.tables if tide.station == station]
    if not found:
        raise HTTPException(404, "no such station")
    return found
