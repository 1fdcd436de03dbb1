namespace GrupoGad.WebFrontend.Hosting;

/// <summary>The configuration does not allow a start. The message is the one line that the administrator reads.</summary>
public sealed class StartRefusedException(string message) : Exception(message)
{
    /// <summary>EX_CONFIG of sysexits.h: starting again does not help.</summary>
    private const int ExitCode = 78;

    /// <summary>Writes the line and returns the exit code.</summary>
    public int Tell()
    {
        Console.Error.WriteLine(Message);
        return ExitCode;
    }
}
