# A protocol says what a repository does, a class with DynamoDB does it.
import os
from dataclasses import dataclass
from typing import Optional, Protocol

import boto3
from flask import Flask, abort, jsonify
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required


@dataclass
class Deal:
    deal_id: str
    seller_id: str
    price: int

    @staticmethod
    def from_item(item: dict) -> "Deal":
        return Deal(deal_id=item["deal_id"], seller_id=item["seller_id"], price=int(item["price"]))


class Deals(Protocol):
    def get(self, deal_id: str) -> Optional[Deal]: ...


class DynamoDeals:
    def __init__(self, table=None):
        self._table = table or boto3.resource("dynamodb").Table(os.environ["DEALS"])

    def get(self, deal_id: str) -> Optional[Deal]:
        item = self._table.get_item(Key={"deal_id": deal_id}).get("Item")  # expect code/foreign-key-read
        return Deal.from_item(item) if item else None


def create_app(deals: Deals | None = None) -> Flask:
    app = Flask(__name__)
    app.config["JWT_SECRET_KEY"] = os.environ["JWT_SECRET_KEY"]
    JWTManager(app)
    store = deals or DynamoDeals()

    @app.get("/deals/<deal_id>")
    @jwt_required()
    def show(deal_id):
        deal = store.get(deal_id)
        if deal is None or deal.seller_id != get_jwt_identity():
            abort(404)
        return jsonify(price=deal.price)

    @app.get("/deals/<deal_id>/price")
    @jwt_required()
    def price(deal_id):
        deal = store.get(deal_id)
        if deal is None:
            abort(404)
        return jsonify(price=deal.price)

    return app


if __name__ == "__main__":
    create_app().run(host="0.0.0.0", port=8080)
