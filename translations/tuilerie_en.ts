<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>tuilerie</name>
    <message numerus="yes">
        <source>%1 (%n files)</source>
        <translation>
            <numerusform>%1 (%n file)</numerusform>
            <numerusform>%1 (%n files)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tiles are not as the format wants them (%1): other readers, the official server among them, see noise. Mend the pyramid: tuilerie-cli repair PYRAMID.</source>
        <translation>
            <numerusform>%n tile is not as the format wants it (%1): other readers, the official server among them, see noise. Mend the pyramid: tuilerie-cli repair PYRAMID.</numerusform>
            <numerusform>%n tiles are not as the format wants them (%1): other readers, the official server among them, see noise. Mend the pyramid: tuilerie-cli repair PYRAMID.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server on this computer stopped again. It is started in %n seconds.</source>
        <translation>
            <numerusform>The server on this computer stopped again. It is started in %n second.</numerusform>
            <numerusform>The server on this computer stopped again. It is started in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>its pixels are in %n pieces</source>
        <translation>
            <numerusform>its pixels are in %n piece</numerusform>
            <numerusform>its pixels are in %n pieces</numerusform>
        </translation>
    </message>
</context>
</TS>
