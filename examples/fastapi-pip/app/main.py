from contextlib import asynccontextmanager

from fastapi import FastAPI

from .config import settings
from .routers import stations, tides
from .tables import load_tables


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.tables = load_tables(settings.table_file)
    yield


app = FastAPI(title=settings.title, lifespan=lifespan)
app.include_router(stations.router)
app.include_router(tides.router, prefix="/api/tides", tags=["tides"])


@app.get("/")
def index():
    return {"service": settings.title, "documentation": "/docs"}


@app.get("/health")
def health():
    return {"status": "ok"}
