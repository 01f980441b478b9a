# Only the folder with the built pages is mounted.
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

app = FastAPI()
PAGES = Path(__file__).parent / 'site' / 'dist'


@app.get('/health')
def health():
    return {'status': 'ok'}


app.mount('/', StaticFiles(directory=PAGES, html=True), name='site')
