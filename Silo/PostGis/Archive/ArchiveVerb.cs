namespace GrupoGad.Silo.PostGis.Archive;

/// <summary>The archive from a shell, beside running silos: <c>archive list</c>, <c>archive restore 2025-03-14</c> (or a partition's name).</summary>
internal static class ArchiveVerb
{
    /// <returns>The process's exit code: 0 done, 1 refused and nothing changed, 2 not a verb.</returns>
    public static async Task<int> Run(string[] arguments)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGadPostGis(builder.Configuration);
        // The host is built and not started, so no journal runs and no leadership is sought.
        using var host = builder.Build();
        return await Run(host.Services.GetRequiredService<PartitionRestore>(), arguments, Console.Out);
    }

    public static async Task<int> Run(PartitionRestore restore, string[] arguments, TextWriter said)
    {
        try
        {
            switch (arguments)
            {
                case ["archive", "list"]:
                    foreach (var part in restore.List())
                    {
                        await said.WriteLineAsync(FormattableString.Invariant($"{part.Name}\t{part.From:yyyy-MM-dd}\t{part.To:yyyy-MM-dd}\t{part.Rows} rows\t{part.FileBytes} bytes"));
                    }
                    return 0;
                case ["archive", "restore", var what]:
                    var leaf = DateOnly.TryParseExact(what, "yyyy-MM-dd", out var day) ? FormattableString.Invariant($"position_reports_{day:yyyyMMdd}") : what;
                    await said.WriteLineAsync($"{leaf}: {await restore.Restore(leaf, CancellationToken.None)} rows restored");
                    return 0;
                default:
                    await said.WriteLineAsync("archive list | archive restore YYYY-MM-DD");
                    return 2;
            }
        }
        catch (Exception exception) when (exception is ArchiveBrokenException || PostGisErrors.IsDriver(exception))
        {
            await said.WriteLineAsync($"Nothing was changed: {exception.Message}");
            return 1;
        }
    }
}
