namespace GrupoGad.Silo.Membership;

/// <summary>Ends the process of a silo that the others go on without. Orleans' own way gives it two more seconds, in which it works on.</summary>
internal sealed class EndAtOnce : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender, string? context, Exception? exception) => End($"{context} {exception}");

    /// <summary>Ends the process as <c>kill -9</c> does, but for a last line; waits for no log. Its supervisor starts it again, and it joins again.</summary>
    public static void End(string reason)
    {
        Console.Error.WriteLine($"This silo ends: {reason}");
        Environment.FailFast(reason);
    }
}
