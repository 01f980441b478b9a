# Every repository puts the caller into the key, because the abstract one asks for it.
from abc import ABC, abstractmethod

import boto3
from flask import Flask, abort, jsonify
from flask_login import current_user, login_required

app = Flask(__name__)


class OwnedRepository(ABC):
    def __init__(self) -> None:
        self.table = boto3.resource("dynamodb").Table(self.name())

    @abstractmethod
    def name(self) -> str: ...

    def read(self, owner: str, identifier: str):
        return self.table.get_item(Key={"owner": owner, "id": identifier}).get("Item")


class Orders(OwnedRepository):
    def name(self) -> str:
        return "orders"


orders = Orders()


@app.get("/orders/<order_id>")
@login_required
def show(order_id):
    order = orders.read(current_user.id, order_id)
    if order is None:
        abort(404)
    return jsonify(id=order["id"], total=str(order["total"]))
