namespace Stopinator.Bench;

/// <summary>A form in which the programs are published and measured.</summary>
/// <param name="Id">Its name in <c>bench/Forms.props</c>.</param>
/// <param name="Name">Its name in the tables.</param>
/// <param name="OfBare">The bound of the processor time, of that of a bare program; null for none.</param>
/// <param name="OfBoto3">The bound of the processor time, of that of boto3.</param>
internal sealed record Form(string Id, string Name, double? OfBare, double OfBoto3)
{
    public string Library => $"Stopinator, {Name}";

    public string Bare => $"bare AmazonEC2Client, {Name}";
}
