# Methods of the class itself read what they are given.
import boto3
from flask import Flask, jsonify
from flask_login import current_user, login_required

app = Flask(__name__)


class Ticket:
    table = boto3.resource("dynamodb").Table("tickets")

    def __init__(self, item):
        self.item = item

    @classmethod
    def load(cls, holder, number):
        return cls(cls.table.get_item(Key={"holder": holder, "number": number})["Item"])  # expect code/foreign-key-read

    @classmethod
    def mine(cls, number):
        return cls(cls.table.get_item(Key={"holder": current_user.id, "number": number})["Item"])

    @property
    def title(self):
        return self.item["title"]


@app.get("/tickets/<holder>/<number>")
@login_required
def ticket(holder, number):
    return jsonify(title=Ticket.load(holder, number).title)


@app.get("/tickets/<number>")
@login_required
def own_ticket(number):
    return jsonify(title=Ticket.mine(number).title)
