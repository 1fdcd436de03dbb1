using GrupoGad.Commands;

namespace GrupoGad.WebFrontend.Tests.Fakes;

/// <summary>Commands as inboxes offer them.</summary>
internal static class Orders
{
    private static long s_last;

    public static CommandOffer New(CommandClass @class = CommandClass.Operational, string? text = null, CommandKind kind = CommandKind.Order, string? id = null)
    {
        var now = DateTime.UtcNow;
        var number = Interlocked.Increment(ref s_last);
        return new CommandOffer
        {
            CommandId = id ?? $"order-{number:00000}",
            Issuer = "operator-1",
            Class = @class,
            Kind = kind,
            Text = text ?? $"Diríjase al punto {number}",
            OperationId = "OP-1",
            Point = new Geo.GeoPoint(-34.6, -58.4),
            IssuedAt = now,
            AnswerBy = now.AddSeconds(60),
            Deadline = now.AddMinutes(15),
        };
    }
}
