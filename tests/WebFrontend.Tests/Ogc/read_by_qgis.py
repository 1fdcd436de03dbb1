"""The reading of /ogc by QGIS, headless: python3 read_by_qgis.py URL PAGE TIME, with the token in GAD_TOKEN. Tells what it read as JSON, or fails.

The layers are those of QGIS's own provider of OGC API - Features; what it asked for is noted as it passes its network access.
"""
import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import Qgis, QgsApplication, QgsFeatureRequest, QgsNetworkAccessManager, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

url, page, since = sys.argv[1:4]
asked = []


def prepare(request):
    request.setRawHeader(b"Authorization", b"Bearer " + os.environ["GAD_TOKEN"].encode())
    asked.append(request.url().toString())


def layer(collection, more=""):
    opened = QgsVectorLayer(f"url='{url}' typename='{collection}' pageSize='{page}'{more}", collection, "OAPIF")
    if not opened.isValid():
        raise SystemExit(f"{collection}: QGIS takes it for no layer: {opened.error().message()}")
    return opened


def codes(features):
    return sorted(feature.attribute("efectivoId") for feature in features)


def since_last(mark):
    return [one for one in asked[mark:] if "/items" in one]


application = QgsApplication([], False)
application.initQgis()
QgsNetworkAccessManager.setRequestPreprocessor(prepare)

reply = QgsNetworkAccessManager.blockingGet(QNetworkRequest(QUrl(f"{url}/collections?f=json")))
collections = [one["id"] for one in json.loads(bytes(reply.content()))["collections"]]
layers = {name: layer(name) for name in collections}
efectivos = layers["efectivos"]

mark = len(asked)
everybody = codes(efectivos.getFeatures())
pages = since_last(mark)

mark = len(asked)
# As the box is ticked in its dialog: only what the view shows.
inside = codes(layer("efectivos", " restrictToRequestBBOX='1'").getFeatures(QgsFeatureRequest().setFilterRect(QgsRectangle(40.0, 40.0, 41.0, 41.0))))
boxes = [one for one in since_last(mark) if "bbox=" in one]

mark = len(asked)
timed = layer("operations")
if not timed.setSubsetString(f"\"plannedStart\" >= '{since}'"):
    raise SystemExit("QGIS does not take a filter by time")
late = sorted(feature.attribute("operationId") for feature in timed.getFeatures())
times = [one for one in since_last(mark) if "datetime=" in one]

print(json.dumps({
    "version": Qgis.QGIS_VERSION, "collections": collections, "everybody": everybody, "pages": pages, "inside": inside, "boxes": boxes, "late": late, "times": times,
    "crs": efectivos.crs().authid(), "fields": [field.name() for field in efectivos.fields()],
}))
sys.stdout.flush()
# Its threads outlive it otherwise.
os._exit(0)
