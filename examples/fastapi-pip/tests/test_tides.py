from fastapi.testclient import TestClient

from app.main import app


def test_health():
    with TestClient(app) as client:
        assert client.get("/health").json() == {"status": "ok"}


def test_highest():
    with TestClient(app) as client:
        assert client.get("/api/tides/highest").json()["station"] == "Dover"
