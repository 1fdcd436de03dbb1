namespace GrupoGad.LoadGenerator.Clients;

/// <summary>The door refuses this client for good (its token, its path): trying again would not help.</summary>
public sealed class DoorClosedException(string message) : Exception(message);
