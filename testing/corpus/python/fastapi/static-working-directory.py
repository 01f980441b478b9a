# The directory of the program itself is mounted as static files.
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

app = FastAPI()


@app.get('/health')
def health():
    return {'status': 'ok'}


app.mount('/', StaticFiles(directory='.', html=True), name='site')  # expect code/secret-file-served
