from ferry import create_app


def test_departures():
    client = create_app().test_client()
    assert client.get("/api/departures").json[0]["to"] == "Island"
