namespace GrupoGad.Silo.PostGis.ReadModels;

/// <summary>Runs reads so that nothing of the driver leaves a port.</summary>
internal sealed partial class PostGisGuard(ILogger<PostGisGuard> logger)
{
    /// <exception cref="GadUnavailableException">PostGIS is away.</exception>
    public async Task<T> Run<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        try
        {
            return await read(cancellation);
        }
        catch (Exception exception) when (PostGisErrors.IsDriver(exception) && !cancellation.IsCancellationRequested)
        {
            LogAway(exception);
            throw PostGisErrors.Unavailable();
        }
    }

    public Task<T> Run<T>(Func<CancellationToken, ValueTask<T>> read, CancellationToken cancellation) =>
        Run(token => read(token).AsTask(), cancellation);

    [LoggerMessage(2070, LogLevel.Warning, "A read from PostGIS failed")]
    private partial void LogAway(Exception exception);
}
