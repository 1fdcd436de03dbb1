namespace GrupoGad.WebFrontend.Tests.Doors;

/// <summary>Asks again every 20 ms until it holds; says what it waited for when it does not in time.</summary>
internal static class Poll
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task Until(Func<Task<bool>> holds, string what)
    {
        var deadline = DateTime.UtcNow + Patience;
        using var turn = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await holds())
        {
            Assert.True(DateTime.UtcNow < deadline, $"waited {Patience.TotalSeconds} s for {what}");
            await turn.WaitForNextTickAsync(DoorsWorld.Cancel);
        }
    }

    public static Task Until(Func<bool> holds, string what) => Until(() => Task.FromResult(holds()), what);
}
