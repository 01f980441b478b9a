# Permissions of the token open the fleet to dispatchers; a driver only sees the own vehicle, but may book any.
from typing import Annotated

from fastapi import FastAPI, HTTPException, Security

from .auth import VerifyToken
from .vehicles import Vehicles

app = FastAPI()
auth = VerifyToken()
vehicles = Vehicles()


@app.get('/fleet')
def fleet(claims: Annotated[dict, Security(auth.verify, scopes=['read:fleet'])]):
    if 'dispatcher' not in claims.get('https://fleet.test/roles', []):
        raise HTTPException(403)
    return vehicles.all()


@app.get('/vehicles/{plate}')
def vehicle(plate: str, claims: Annotated[dict, Security(auth.verify)]):
    found = vehicles.find(plate)
    if found is None or found['driver'] != claims['sub']:
        raise HTTPException(404)
    return {'plate': found['plate'], 'mileage': int(found['mileage'])}


@app.post('/vehicles/{plate}/bookings', status_code=201)
def book(plate: str, day: str, claims: Annotated[dict, Security(auth.verify)]):
    return vehicles.book(plate, day)
