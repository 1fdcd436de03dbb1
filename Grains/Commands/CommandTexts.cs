namespace GrupoGad.Commands;

/// <summary>Texts that commands send to people by themselves, in Spanish as all orders are.</summary>
internal static class CommandTexts
{
    /// <summary>Characters quoted of the order, enough to recognise it.</summary>
    private const int QuotedMax = 200;

    public static string Unable(CommandOffer order, string efectivoId, string reason) =>
        $"{efectivoId} no puede cumplir la orden «{Quoted(order.Text)}»: {reason}";

    private static string Quoted(string text) => text.Length <= QuotedMax ? text
        // No character is cut in two.
        : text[..(char.IsHighSurrogate(text[QuotedMax - 1]) ? QuotedMax - 1 : QuotedMax)].TrimEnd() + "…";
}
