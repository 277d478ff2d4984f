from fastapi import APIRouter, Request

router = APIRouter(prefix="/api/stations", tags=["stations"])


@router.get("")
def stations(request: Request) -> list[str]:
    return sorted({tide.station for tide in request.app.state.tables})
