import "maplibre-gl/dist/maplibre-gl.css";
import "./styles/index.css";
import { Console } from "./console";

// Read console.ts first: it names the parts and joins them.
new Console(document).start();
