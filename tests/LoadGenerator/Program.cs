using GrupoGad.LoadGenerator.Clients;
using GrupoGad.LoadGenerator.Identity;
using GrupoGad.LoadGenerator.Replay;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl-C ends it in good order, the second at once.
    pressed.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};

try
{
    return args switch
    {
        ["replay", .. var rest] => await Replay(ReplayOptions.Parse(rest)),
        _ => throw new FormatException("Say what to do."),
    };
}
catch (FormatException e)
{
    Console.Error.WriteLine($"{e.Message}\nusage: {ReplayOptions.Usage}");
    return 2;
}
catch (Exception e) when (e is IOException or InvalidDataException or InvalidOperationException or HttpRequestException or DoorClosedException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

async Task<int> Replay(ReplayOptions options)
{
    var (tally, duration) = await new ReplayRun(options, Tokens.FromEnvironment(), Console.Error).Play(stop.Token);
    Console.WriteLine(tally.ToJson(duration));
    return tally.Balanced ? 0 : 1;
}
