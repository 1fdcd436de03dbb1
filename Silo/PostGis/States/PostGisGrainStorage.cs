using System.Globalization;
using GrupoGad.Silo.PostGis.Reads;
using Orleans.Storage;

namespace GrupoGad.Silo.PostGis.States;

/// <summary>The grain storage of the silo: the AdoNet provider's, with the young roster in front and our exceptions behind.</summary>
/// <remarks>
/// The provider reads a key of hexadecimal digits as a number: <c>0042</c> and <c>42</c> would be one row, and <c>BEEF</c> a number without text.
/// So every key goes down behind a colon, which no number starts with, and the queries take it off again.
/// </remarks>
internal sealed partial class PostGisGrainStorage(IGrainStorage provider, YoungRoster roster, ILogger<PostGisGrainStorage> logger) : IGrainStorage
{
    /// <summary>State name of the efectivos, as their grain and the migrations have it.</summary>
    public const string EfectivoState = "efectivo";

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (stateName == EfectivoState && roster.TakeState(grainId.Key.ToString()!) is { } stored)
        {
            grainState.State = StateJson.Deserialize<T>(stored.Document);
            grainState.ETag = stored.Version.ToString(CultureInfo.InvariantCulture);
            grainState.RecordExists = true;
            return Task.CompletedTask;
        }
        return Guard(provider.ReadStateAsync(stateName, Texted(grainId), grainState));
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Guard(provider.WriteStateAsync(stateName, Texted(grainId), grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Guard(provider.ClearStateAsync(stateName, Texted(grainId), grainState));

    private static GrainId Texted(GrainId grainId) => GrainId.Create(grainId.Type, ":" + grainId.Key);

    /// <summary>A version conflict goes through; what the driver throws does not.</summary>
    private async Task Guard(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception exception) when (exception is not InconsistentStateException && PostGisErrors.IsDriver(exception))
        {
            LogAway(exception);
            throw PostGisErrors.Unavailable();
        }
    }

    [LoggerMessage(2060, LogLevel.Warning, "Grain state could not be read or written")]
    private partial void LogAway(Exception exception);
}
