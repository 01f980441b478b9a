# A shop with a session; orders are looked up by their number.
import os

import boto3
from boto3.dynamodb.conditions import Attr, Key
from flask import Flask, abort, redirect, render_template, request, session, url_for
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
dynamodb = boto3.resource("dynamodb")
users = dynamodb.Table("users")
orders = dynamodb.Table("orders")


@app.post("/login")
def login():
    user = users.get_item(Key={"email": request.form["email"]}).get("Item")
    if user and check_password_hash(user["password_hash"], request.form["password"]):
        session["email"] = user["email"]
        return redirect(url_for("my_orders"))
    return render_template("login.html", error="Wrong e-mail or password"), 401


@app.post("/register")
def register():
    users.put_item(
        Item={"email": request.form["email"], "password_hash": generate_password_hash(request.form["password"])},
        ConditionExpression="attribute_not_exists(email)",
    )
    return redirect(url_for("login"))


@app.get("/orders")
def my_orders():
    if "email" not in session:
        return redirect(url_for("login"))
    found = orders.query(IndexName="email-index", KeyConditionExpression=Key("email").eq(session["email"]))
    return render_template("orders.html", orders=[{"id": o["order_id"], "total": o["total"]} for o in found["Items"]])


@app.get("/orders/<order_id>")
def order(order_id):
    if "email" not in session:
        return redirect(url_for("login"))
    found = orders.get_item(Key={"order_id": order_id}).get("Item")  # expect code/foreign-key-read
    if found is None:
        abort(404)
    return render_template("order.html", total=found["total"])


@app.get("/search")
def search():
    if "email" not in session:
        return redirect(url_for("login"))
    found = orders.scan(FilterExpression=Attr("product").contains(request.args["q"]))["Items"]  # expect code/client-side-filter
    return render_template("orders.html", orders=[{"id": o["order_id"], "total": o["total"]} for o in found if o["email"] == session["email"]])
