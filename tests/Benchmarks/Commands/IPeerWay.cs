using Microsoft.AspNetCore.SignalR;

namespace GrupoGad.Benchmarks.Commands;

/// <summary>How a peer brings a stored command to the process that holds its recipient's socket.</summary>
internal interface IPeerWay
{
    Task Send(PeerSignalR.Wish wish);
}

/// <summary>SignalR sends; with a backplane, through it.</summary>
internal sealed class PeerBackplane(IHubContext<PeerSignalR> hub) : IPeerWay
{
    public Task Send(PeerSignalR.Wish wish) => hub.Clients.Users(wish.Recipients).SendAsync("command", wish.CommandId, wish.Text);
}
