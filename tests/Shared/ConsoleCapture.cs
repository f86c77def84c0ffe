// The runner reads the results of this process from its output, where what a test writes would come between.
[assembly: CaptureConsole]
