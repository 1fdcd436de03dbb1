using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.History;

/// <summary>Limits of a question about the past. Section <c>Gad:History</c>.</summary>
public sealed class HistoryOptions
{
    public const string Section = "Gad:History";

    /// <summary>Milliseconds that one statement may take before the server cancels it.</summary>
    [Range(1, 20_000)] public int StatementTimeoutMs { get; set; } = 8_000;

    /// <summary>Milliseconds that one question may take in all. Less than the 30 s of a grain call, so that the caller learns the reason.</summary>
    [Range(1, 25_000)] public int QuestionTimeoutMs { get; set; } = 15_000;

    /// <summary>
    /// Questions of one silo at once; further ones wait. Fewer than the connections of the reading pool, so that history never takes all of them.
    /// </summary>
    [Range(1, 32)] public int AtOnceMax { get; set; } = 4;
}
