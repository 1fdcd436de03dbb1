namespace GrupoGad.WebFrontend.Hosting;

/// <summary>The configuration does not allow a start. The message is the one line that the administrator reads.</summary>
public sealed class StartRefusedException(string message) : Exception(message);
