#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""GetTile against nginx: the same tiles, from a pyramid by our server and as files by nginx, under the same paths.

    gettile.py GETTILESERVER DESCRIPTOR.json... [--seconds 5] [--connections 32] [--threads 1] [--tiles 2000]

Needs nginx and wrk. Prints requests a second, CPU seconds for 10,000 requests (user + system of the server alone), bytes and ratios,
for the TMS door and the KVP door. Everything runs on loopback.
"""
import argparse, glob, json, os, random, re, shutil, socket, subprocess, sys, tempfile, time, urllib.request


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def cpu_seconds(pid):
    """User and system seconds of a process and its children, alive ones."""
    total = 0
    for stat in glob.glob('/proc/[0-9]*/stat'):
        try:
            text = open(stat).read()
        except OSError:
            continue
        number = int(text.split(' ', 1)[0])
        fields = text.rsplit(')', 1)[1].split()
        if number == pid or int(fields[1]) == pid:
            total += int(fields[11]) + int(fields[12])
    return total / os.sysconf('SC_CLK_TCK')


def tile_paths(descriptors, limit):
    """(TMS path, KVP query) of tiles within the limits; those that do not exist are dropped later."""
    mime = {'JPG': ('jpeg', 'image/jpeg'), 'JPG90': ('jpeg', 'image/jpeg'), 'PNG': ('png', 'image/png')}
    paths = []
    for descriptor in descriptors:
        d = json.load(open(descriptor))
        word = d['format'].split('_')[1]
        if word not in mime or d['format'].endswith('FLOAT32'):
            continue
        extension, kind = mime[word]
        name = os.path.basename(descriptor)[:-5]
        for level in d['levels']:
            l = level['tile_limits']
            for row in range(l['min_row'], l['max_row'] + 1):
                for col in range(l['min_col'], l['max_col'] + 1):
                    paths.append((f"/tms/1.0.0/{name}/{level['id']}/{col}/{row}.{extension}",
                                  f"/wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetTile&LAYER={name}&STYLE=normal&FORMAT={kind}"
                                  f"&TILEMATRIXSET={d['tile_matrix_set']}&TILEMATRIX={level['id']}&TILEROW={row}&TILECOL={col}"))
                    if len(paths) > 40 * limit:
                        break
    random.Random(1).shuffle(paths)
    return paths


def load(base, paths, pid, options, folder):
    script = os.path.join(folder, 'paths.lua')
    with open(script, 'w') as out:
        out.write('local paths = {\n' + ''.join(f'  "{p}",\n' for p in paths) + '}\nlocal i = 0\n'
                  'request = function()\n  i = i % #paths + 1\n  return wrk.format("GET", paths[i])\nend\n')
    before = cpu_seconds(pid)
    out = subprocess.run(['wrk', '-t1', f'-c{options.connections}', f'-d{options.seconds}s', '-s', script, base],
                         capture_output=True, text=True, check=True).stdout
    cpu = cpu_seconds(pid) - before
    if 'Non-2xx' in out or 'Socket errors' in out:
        sys.exit(out)
    count = int(re.search(r'(\d+) requests in', out).group(1))
    return {'rate': float(re.search(r'Requests/sec:\s+([\d.]+)', out).group(1)), 'cpu': cpu / count * 10000, 'count': count}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('server')
    parser.add_argument('descriptors', nargs='+')
    parser.add_argument('--seconds', type=int, default=5)
    parser.add_argument('--connections', type=int, default=32)
    parser.add_argument('--threads', type=int, default=1)
    parser.add_argument('--tiles', type=int, default=2000)
    options = parser.parse_args()
    for program in ('nginx', 'wrk'):
        if not shutil.which(program, path=os.environ['PATH'] + ':/usr/sbin'):
            sys.exit(f'{program} is not installed')

    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        port, nginx_port = free_port(), free_port()
        ours = subprocess.Popen([options.server, str(port), str(options.threads), *options.descriptors], stdout=subprocess.PIPE)
        ours.stdout.readline()
        nginx = None
        try:
            kept, size = [], 0
            for tms, kvp in tile_paths(options.descriptors, options.tiles):
                try:
                    tile = urllib.request.urlopen(f'http://127.0.0.1:{port}{tms}').read()
                except urllib.error.HTTPError:
                    continue
                path = folder + '/root' + tms
                os.makedirs(os.path.dirname(path), exist_ok=True)
                open(path, 'wb').write(tile)
                kept.append((tms, kvp))
                size += len(tile)
                if len(kept) >= options.tiles:
                    break
            if not kept:
                sys.exit('no tile was found')
            print(f'{len(kept)} tiles, {size / len(kept) / 1024:.1f} KiB on average, {options.connections} connections, '
                  f'{options.threads} thread(s) each, {options.seconds} s')
            conf = os.path.join(folder, 'nginx.conf')
            with open(conf, 'w') as out:
                user = 'user root;' if os.getuid() == 0 else ''
                out.write(f'''{user} worker_processes {options.threads}; pid {folder}/nginx.pid; error_log stderr error; daemon off;
events {{ worker_connections 1024; }}
http {{ access_log off; sendfile on; tcp_nopush on; etag on; keepalive_requests 1000000; open_file_cache max=10000;
  types {{ image/jpeg jpeg; image/png png; }} client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{nginx_port}; root {folder}/root; }} }}''')
            nginx = subprocess.Popen([shutil.which('nginx', path=os.environ['PATH'] + ':/usr/sbin'), '-c', conf])
            for _ in range(100):
                try:
                    socket.create_connection(('127.0.0.1', nginx_port)).close()
                    break
                except OSError:
                    time.sleep(0.05)
            tms = [t for t, _ in kept]
            rows = [('nginx, files', load(f'http://127.0.0.1:{nginx_port}', tms, nginx.pid, options, folder)),
                    ('tuilerie, TMS', load(f'http://127.0.0.1:{port}', tms, ours.pid, options, folder)),
                    ('tuilerie, WMTS KVP', load(f'http://127.0.0.1:{port}', [k for _, k in kept], ours.pid, options, folder))]
            base = rows[0][1]
            print(f'{"":20}{"req/s":>10}{"CPU s/10k":>12}{"rate ÷ nginx":>14}{"CPU ÷ nginx":>13}')
            for name, row in rows:
                print(f'{name:20}{row["rate"]:10.0f}{row["cpu"]:12.3f}{row["rate"] / base["rate"]:14.2f}{row["cpu"] / base["cpu"]:13.2f}')
        finally:
            for process in (ours, nginx):
                if process:
                    process.terminate()
                    process.wait()


main()
