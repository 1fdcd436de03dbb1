using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GrupoGad.Commands;

namespace GrupoGad.Fences;

/// <summary>The command that follows from an event. Pure: the same event, the same command.</summary>
internal static class FenceReactions
{
    /// <summary>Stands in a reaction for the efectivo that caused the event.</summary>
    private const string Whoever = "*";

    public static string CommandId(FenceEvent told) => "fence-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(told.EventId)), 0, 16);

    /// <summary>Null when the command would have no recipient.</summary>
    public static IssueCommand? Wish(FenceEvent told, FenceReaction reaction)
    {
        var recipients = reaction.Recipients.Where(entry => !IsWhoever(entry) || told.EfectivoId.Length > 0)
            .Select(entry => IsWhoever(entry) ? entry with { Value = told.EfectivoId } : entry).ToArray();
        return recipients.Length == 0 ? null : new IssueCommand
        {
            Class = reaction.Class, Kind = reaction.Kind, Text = $"{reaction.Text}\n{Words(told)}", Recipients = [.. recipients], Issuer = Actors.System,
            Point = told.Point,
        };
    }

    /// <summary>Spanish, then English.</summary>
    public static string Words(FenceEvent told)
    {
        var who = told.EfectivoId.Length > 0 ? told.EfectivoId + " " : "";
        var (spanish, english) = told.Kind switch
        {
            FenceEventKind.Enter => ("entró", "entered"),
            FenceEventKind.Exit => ("salió", "left"),
            FenceEventKind.Cross => ("atravesó", "crossed"),
            FenceEventKind.Dwell => ("permanece", "stays"),
            FenceEventKind.Void => ("faltan efectivos", "too few inside"),
            FenceEventKind.VoidOver => ("hay efectivos suficientes", "enough inside again"),
            FenceEventKind.Crowd => ("demasiados efectivos", "too many inside"),
            FenceEventKind.CrowdOver => ("ya no hay demasiados", "no longer too many inside"),
            FenceEventKind.Speed => ("exceso de velocidad", "too fast"),
            FenceEventKind.Deviation => ("se desvió del corredor", "left its corridor"),
            _ => ("volvió al corredor", "is back in its corridor"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{told.FenceName}: {who}{spanish} / {who}{english} ({told.At:yyyy-MM-dd HH:mm:ss} UTC)");
    }

    private static bool IsWhoever(Recipients entry) => entry is { Kind: RecipientKind.Efectivo, Value: Whoever };
}
