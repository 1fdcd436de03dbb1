using GrupoGad.Commands;

namespace GrupoGad.WebFrontend.Commands.Certificates;

/// <summary>The words of the printed certificate, Spanish and English beside each other: it is read by whoever it is handed to.</summary>
internal sealed record CertificateWords
{
    /// <summary>Own and inline, as the policy for our pages allows; black on white, and no row is torn by a page's end.</summary>
    public const string Style = """
        body{font:11pt/1.4 system-ui,sans-serif;color:#000;background:#fff;margin:2rem auto;max-width:60rem;padding:0 1rem}
        h1{font-size:16pt}h2{font-size:12pt;margin-top:1.5em}i{color:#444;font-weight:normal}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.2em 1em}dt{font-weight:bold}dd{margin:0}
        .text{white-space:pre-wrap;border-left:3pt solid #000;padding-left:1em}
        table{border-collapse:collapse;width:100%;font-size:9pt}th,td{border-bottom:.5pt solid #999;padding:.25em .5em;text-align:left;vertical-align:top}
        tr{break-inside:avoid}thead{display:table-header-group}footer{margin-top:2em;border-top:1pt solid #000}
        @media print{body{margin:0;max-width:none}@page{margin:15mm}}
        """;

    public static CertificateWords All { get; } = new();

    public string Title { get; } = Both("Constancia de comunicación de una orden", "Certificate of a command");
    public string Command { get; } = Both("Orden", "Command");
    public string Issuer { get; } = Both("Emitida por", "Issued by");
    public string Class { get; } = Both("Clase", "Class");
    public string Kind { get; } = Both("Tipo", "Kind");
    public string Operation { get; } = Both("Operativo", "Operation");
    public string IssuedAt { get; } = Both("Emitida (UTC)", "Issued at");
    public string AnswerBy { get; } = Both("Responder antes de (UTC)", "To be answered by");
    public string Deadline { get; } = Both("Vence (UTC)", "Expires");
    public string Place { get; } = Both("Lugar", "Place");
    public string Attachment { get; } = Both("Adjunto", "Attachment");
    public string Status { get; } = Both("Estado", "Status");
    public string WaivedBy { get; } = Both("Dispensada por", "Waived by");
    public string Text { get; } = Both("Texto", "Text");
    public string Recipients { get; } = Both("Destinatarios: quién debía saberlo, cuándo lo supo, qué hizo", "Recipients: who was to know, who knew when, who did what");
    public string Efectivo { get; } = Both("Efectivo", "Efectivo");
    public string Step { get; } = Both("Paso", "Step");
    public string At { get; } = Both("Ocurrió (UTC)", "Happened");
    public string SaidAt { get; } = Both("Según el reloj del aparato (UTC)", "By the device's clock");
    public string RecordedAt { get; } = Both("Registrado (UTC)", "Recorded");
    public string By { get; } = Both("Según", "Said by");
    public string Reason { get; } = Both("Motivo y lugar", "Reason and place");
    public string InPlaceOf { get; } = Both("en lugar de", "in place of");
    public string Complete { get; } = Both("Fin de la constancia. Destinatarios", "End of the certificate. Recipients");
    public string IssuedTo { get; } = Both("Expedida a", "Issued to");

    public static string Of(CommandClass value) => value switch
    {
        CommandClass.Critical => Both("Crítica", "Critical"),
        CommandClass.Operational => Both("Operativa", "Operational"),
        _ => Both("Rutinaria", "Routine"),
    };

    public static string Of(CommandKind value) => value switch
    {
        CommandKind.Order => Both("Orden", "Order"),
        CommandKind.Notice => Both("Aviso", "Notice"),
        _ => Both("Propuesta", "Proposal"),
    };

    public static string Of(CommandStatus value) => value switch
    {
        CommandStatus.Open => Both("Abierta", "Open"),
        CommandStatus.Settled => Both("Cerrada", "Settled"),
        _ => Both("Retirada", "Withdrawn"),
    };

    public static string Of(LadderStep value) => value switch
    {
        LadderStep.Issued => Both("Emitida", "Issued"),
        LadderStep.Enqueued => Both("En su bandeja", "Enqueued"),
        LadderStep.Sent => Both("Enviada", "Sent"),
        LadderStep.Delivered => Both("Entregada", "Delivered"),
        LadderStep.Seen => Both("Vista", "Seen"),
        LadderStep.Accepted => Both("Aceptada", "Accepted"),
        LadderStep.Refused => Both("Rechazada", "Refused"),
        LadderStep.EnRoute => Both("En camino", "En route"),
        LadderStep.OnScene => Both("En el lugar", "On scene"),
        LadderStep.Done => Both("Cumplida", "Done"),
        LadderStep.Expired => Both("Vencida", "Expired"),
        LadderStep.Escalated => Both("Escalada", "Escalated"),
        LadderStep.NextTold => Both("Escalada al siguiente", "Next in line told"),
        LadderStep.Withdrawn => Both("Retirada", "Withdrawn"),
        LadderStep.Unable => Both("Imposibilitado", "Unable"),
        _ => value.ToString(),
    };

    private static string Both(string spanish, string english) =>
        spanish == english ? spanish : $"{spanish} <i lang=\"en\">{english}</i>";
}
