namespace Stopinator.Bench;

/// <summary>A form in which functions are published and measured.</summary>
/// <param name="Id">Its name in <c>bench/Forms.props</c>.</param>
/// <param name="Name">Its name in the template.</param>
/// <param name="OfPython">The bound of the time to the first answer, of that of Python with boto3.</param>
/// <param name="OfBare">The bound of the time to the first answer, of that of a function on a bare client.</param>
/// <param name="ZipMegabytes">The bound of the size of the zip that is deployed.</param>
internal sealed record Form(string Id, string Name, double OfPython, double OfBare, double ZipMegabytes)
{
    public string Library => $"Stopinator, {Name}";

    public string Bare => $"bare AmazonEC2Client, {Name}";

    public string Empty => $"empty loop, {Name}";
}
