import "../styles/tokens.css";
import "../styles/field/index.css";
import "../ui/theme";
import { Campo } from "./campo";
import { FieldSession } from "./fieldSession";
import { entry } from "./view/entry";

// Read campo.ts first: it names the parts and joins them.
const session = new FieldSession();
const root = document.getElementById("campo")!;
let campo: Campo | null = null;

const begin = (): void => {
  // Everything is kept; a clean start is the surest way to leave nothing of a former session running.
  if (campo) {
    location.reload();
    return;
  }
  campo = new Campo(root, session, session.code);
  campo.start();
};

entry(document.getElementById("entry")!, session, begin);
void session.token().then((token) => token && begin());
// Installable, and there without a network: the shell only, never what the centre says.
if ("serviceWorker" in navigator) void navigator.serviceWorker.register("/campo-sw.js", { scope: "/campo" });
