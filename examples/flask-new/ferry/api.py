from flask import Blueprint, jsonify

from .timetable import DEPARTURES

api = Blueprint("api", __name__)


@api.route("/departures")
def departures():
    return jsonify(DEPARTURES)


@api.route("/departures/<pier>")
def from_pier(pier):
    return jsonify([row for row in DEPARTURES if row["from"] == pier])
