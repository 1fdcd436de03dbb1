import "maplibre-gl/dist/maplibre-gl.css";
import "./styles/index.css";
import { Console } from "./console";
import { t } from "./i18n";
import { h } from "./ui/h";

// Read console.ts first: it names the parts and joins them.
try {
  new Console(document).start();
} catch (failure) {
  document.body.append(h("p", { class: "banner fatal", role: "alert" }, t("error.webgl")));
  throw failure;
}
