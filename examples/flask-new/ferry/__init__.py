import os

from flask import Flask, jsonify, render_template

from .api import api
from .timetable import DEPARTURES


def create_app():
    app = Flask(__name__)
    app.config["OPERATOR"] = os.environ.get("FERRY_OPERATOR", "Sound Ferries")
    app.register_blueprint(api, url_prefix="/api")

    @app.get("/")
    def index():
        return render_template("index.html", departures=DEPARTURES, operator=app.config["OPERATOR"])

    @app.route("/healthz")
    def healthz():
        return jsonify(status="ok")

    return app
