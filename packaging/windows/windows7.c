// What crates import from DLLs that Windows 7 has not, so that its loader takes the program.
//
// Each stands here as function and as the import that a call may go through; the linker finds both before the DLL that the
// crate names. On a newer Windows the system's own function is called, if its DLL is loaded; else what Windows 7 can do.
// CoCreateFreeThreadedMarshaler and CoTaskMemFree need no code: ole32 has them in every Windows.

#include <windows.h>

static FARPROC system_own(const wchar_t *dll, const char *function) {
    HMODULE module = GetModuleHandleW(dll);
    return module ? GetProcAddress(module, function) : NULL;
}

// windows-result: gives a new error its text for debuggers. Without it the error has its code alone.
typedef BOOL(WINAPI *Originate)(HRESULT, UINT, const wchar_t *);
BOOL WINAPI RoOriginateErrorW(HRESULT error, UINT length, const wchar_t *message) {
    Originate own = (Originate)(void *)system_own(L"combase.dll", "RoOriginateErrorW");
    return own ? own(error, length, message) : FALSE;
}
Originate __imp_RoOriginateErrorW = RoOriginateErrorW;

// arboard, for files put on the clipboard: \\?\C:\x becomes C:\x, \\?\UNC\server\x becomes \\server\x.
typedef HRESULT(WINAPI *Strip)(wchar_t *, size_t);
HRESULT WINAPI PathCchStripPrefix(wchar_t *path, size_t size) {
    Strip own = (Strip)(void *)system_own(L"kernelbase.dll", "PathCchStripPrefix");
    if (own)
        return own(path, size);
    static const wchar_t prefix[] = L"\\\\?\\", unc[] = L"UNC\\";
    size_t length = 0, from = 4, to = 0;
    while (length < size && path[length])
        length++;
    if (length == size)
        return E_INVALIDARG;
    for (size_t i = 0; i < 4; i++)
        if (path[i] != prefix[i])
            return S_FALSE;
    size_t same = 0;
    while (same < 4 && (path[4 + same] & (same < 3 ? ~0x20 : ~0)) == unc[same])
        same++;
    if (same == 4) {
        from = 8;
        to = 2;
    } else if (length < 6 || path[5] != L':') {
        return S_FALSE;
    }
    do
        path[to++] = path[from];
    while (path[from++]);
    return S_OK;
}
Strip __imp_PathCchStripPrefix = PathCchStripPrefix;
