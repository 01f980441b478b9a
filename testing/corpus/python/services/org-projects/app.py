# Members are looked up before projects of an organisation are shown; the export forgot to.
from flask import Flask

from projects import bp

app = Flask(__name__)
app.register_blueprint(bp, url_prefix='/orgs/<org_id>')
