using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using GrupoGad.Commands;
using GrupoGad.Geo;

namespace GrupoGad.WebFrontend.Commands.Certificates;

/// <summary>The certificate for people: a page that prints, Spanish first, English second. Every word that is not ours is escaped; it has no script.</summary>
/// <param name="issuedAt">UTC.</param>
/// <param name="issuedTo">Subject of who asked for it.</param>
internal sealed class CertificatePage(DateTime issuedAt, string issuedTo) : ICertificateWriter
{
    public string ContentType => "text/html; charset=utf-8";

    public void Begin(IBufferWriter<byte> body, CommandSummary command)
    {
        var offer = command.Command;
        var words = CertificateWords.All;
        Text(body, $"""
            <!doctype html>
            <html lang="es"><head><meta charset="utf-8"><title>{Safe(offer.CommandId)}</title>
            <style>{CertificateWords.Style}</style></head><body>
            <h1>{words.Title}</h1>
            <dl>
            {Row(words.Command, offer.CommandId)}
            {Row(words.Issuer, offer.Issuer)}
            {Row(words.Class, CertificateWords.Of(offer.Class), raw: true)}
            {Row(words.Kind, CertificateWords.Of(offer.Kind), raw: true)}
            {Row(words.Operation, offer.OperationId)}
            {Row(words.IssuedAt, Time(offer.IssuedAt))}
            {Row(words.AnswerBy, Time(offer.AnswerBy))}
            {Row(words.Deadline, Time(offer.Deadline))}
            {Row(words.Place, Place(offer.Point))}
            {Row(words.Attachment, offer.Attachment)}
            {Row(words.Status, CertificateWords.Of(command.Status), raw: true)}
            {Row(words.WaivedBy, command.WaivedBy)}
            </dl>
            <h2>{words.Text}</h2>
            <p class="text">{Safe(offer.Text)}</p>
            <h2>{words.Recipients}</h2>
            <table><thead><tr><th>{words.Efectivo}</th><th>{words.Step}</th><th>{words.At}</th><th>{words.SaidAt}</th><th>{words.RecordedAt}</th><th>{words.By}</th><th>{words.Reason}</th></tr></thead>

            """);
    }

    public void Add(IBufferWriter<byte> body, Ladder ladder)
    {
        var page = new StringBuilder("<tbody>");
        var name = Safe(ladder.EfectivoId) + (ladder.EscalatedFor.Length > 0 ? $"<br><small>{CertificateWords.All.InPlaceOf} {Safe(ladder.EscalatedFor)}</small>" : "");
        foreach (var entry in ladder.Steps)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th>{name}</th><td>{CertificateWords.Of(entry.Step)}</td><td>{Time(entry.At)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td>{(entry.SaidAt is { } said ? Time(said) : "")}</td><td>{Time(entry.RecordedAt)}</td><td>{Safe(entry.Actor ?? "")}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td>{Safe(entry.Reason ?? "")}{(entry.Position is null ? "" : " (" + Place(entry.Position) + ")")}</td></tr>");
            name = "";
        }
        if (ladder.Steps.IsEmpty)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th>{name}</th><td>{CertificateWords.Of(ladder.Step)}</td><td></td><td></td><td></td><td></td><td></td></tr>");
        }
        Text(body, page.Append("</tbody>\n").ToString());
    }

    public void End(IBufferWriter<byte> body, int recipients) => Text(body, $"""
        </table>
        <footer><p>{CertificateWords.All.Complete}: {recipients.ToString(CultureInfo.InvariantCulture)}</p>
        <p>{CertificateWords.All.IssuedTo}: {Safe(issuedTo)}, {Time(issuedAt)}</p></footer>
        </body></html>

        """);

    private static string Row(string name, string value, bool raw = false) =>
        value.Length == 0 ? "" : $"<dt>{name}</dt><dd>{(raw ? value : Safe(value))}</dd>";

    private static string Safe(string text) => WebUtility.HtmlEncode(text);

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Place(GeoPoint? point) =>
        point is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.Latitude:F5}, {known.Longitude:F5}") : "";

    private static void Text(IBufferWriter<byte> body, string text) => Encoding.UTF8.GetBytes(text, body);
}
