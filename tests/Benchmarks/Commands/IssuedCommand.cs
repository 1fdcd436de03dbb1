namespace GrupoGad.Benchmarks.Commands;

/// <summary>A command as a bench issues it.</summary>
/// <param name="Recipients">Codes of the efectivos that it must reach.</param>
/// <param name="Unit">Unit that names the recipients; null when they are named one by one.</param>
public sealed record IssuedCommand(string CommandId, string Class, IReadOnlyList<string> Recipients, string? Unit = null)
{
    /// <summary>
    /// Far ahead, so that no command expires while a bench waits for a killed process. The same on every try, because it is part of the command.
    /// </summary>
    private readonly DateTime _deadline = DateTime.UtcNow.AddHours(2);

    /// <summary>As the REST resource takes it.</summary>
    public object Body => new
    {
        @class = Class,
        kind = "Order",
        text = $"Orden de prueba {CommandId}",
        recipients = Unit is null ? Recipients.Select(code => new { kind = "Efectivo", value = code }) : [new { kind = "Unit", value = Unit }],
        answerWithinS = 3_600,
        deadline = _deadline,
    };
}
