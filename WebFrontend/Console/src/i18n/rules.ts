/** Rules that come up every day, by the server's English words. One that is not here is shown as the server says it. */
export const RULES_ES: Readonly<Record<string, string>> = {
  "an efectivo on a task is released from it before going off duty": "un efectivo en tarea se libera de ella antes de salir de servicio",
  "an efectivo off duty becomes Available before it takes a task":
    "un efectivo fuera de servicio pasa a Disponible antes de tomar una tarea",
  "an unavailable efectivo becomes Available before it takes a task":
    "un efectivo no disponible pasa a Disponible antes de tomar una tarea",
  "a role that may do this": "hace falta una función que pueda hacerlo",
  "Bearer with a valid token": "hace falta una sesión válida",
};
