// The reading of /ogc by a public client: node ogc-client.mjs URL EFECTIVO, with the token in GAD_TOKEN. Tells what it read as JSON, or fails.
import { OgcApiEndpoint, setFetchOptions } from '@camptocamp/ogc-client';

const [url, efectivo] = process.argv.slice(2);
// It means a page's address.
globalThis.location ??= new URL(url);
setFetchOptions({ headers: { Authorization: `Bearer ${process.env.GAD_TOKEN}` } });

const endpoint = new OgcApiEndpoint(url);
const info = await endpoint.info;
const collections = await endpoint.featureCollections;
if (!(await endpoint.hasFeatures)) throw new Error('no features');
for (const id of collections) {
  await endpoint.getCollectionInfo(id);
  await endpoint.getCollectionItems(id, 5, 0);
}
const items = await endpoint.getCollectionItems('efectivos', 100, 0, null, null, [30, 30, 31, 31]);
const item = await endpoint.getCollectionItem('efectivos', efectivo);
console.log(JSON.stringify({ title: info.title, collections, items: items.map(({ id }) => id), item }));
