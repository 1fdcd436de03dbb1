using System.Text.RegularExpressions;

namespace GrupoGad;

/// <summary>A part this answer needs (storage, a silo, room in a queue) is away. The outcome is unknown: try again with the same id.</summary>
/// <remarks>The only exception that crosses a grain boundary on purpose; it carries no driver text.</remarks>
[GenerateSerializer, Alias(Aliases.GadUnavailableException)]
public sealed partial class GadUnavailableException : Exception
{
    /// <summary>The name of all silos together, and of any part without a better name.</summary>
    public const string Cluster = "cluster";

    public GadUnavailableException() : this("unknown")
    {
    }

    public GadUnavailableException(string part) : base($"{part} is unavailable") => Part = part;

    public GadUnavailableException(string part, Exception inner) : base($"{part} is unavailable", inner) => Part = part;

    /// <summary>Which part is away: <c>postgis</c>, <c>journal</c>, <c>cluster</c>.</summary>
    [Id(0)]
    public string Part { get; }

    /// <summary>
    /// The part that is away. A grain that could not activate reports it inside Orleans' exception, as an inner exception or, where that was lost, as text.
    /// The cluster is named only where nothing better is known, so any other name inside counts.
    /// </summary>
    public static string PartOf(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            var part = cause is GadUnavailableException own ? own.Part
                : Told().Matches(cause.Message).Select(told => told.Groups[1].Value).FirstOrDefault(told => told != Cluster);
            if (part is not (null or Cluster))
            {
                return part;
            }
        }
        return Cluster;
    }

    [GeneratedRegex(@"\b(postgis|journal|ledger|cluster|redis|streams) is unavailable", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Told();
}
