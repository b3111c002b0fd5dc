#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a version costs when one part in a hundred has changed: update beside update --all.

    versions.py BIN [--across 50] [--pixels 640] [--features 200000] [--changed 0.01]

BIN has tuilerie-cli, tuilerie-server, tuilerie-worker and tuilerie-sample. A mosaic of ACROSS x ACROSS files of PIXELS pixels is published in slabs of
PIXELS / 320 tiles each way, so that files and slabs have the proportions of a lot of 5,000 pixels a file in slabs of 16 x 16; then a layer of
FEATURES parcels with their buildings. CHANGED of the files (a block, and scattered) and of the features (a block, and scattered) get another content. Prints the seconds of the
processing and of the whole command, and the share of slabs that were made. Each pair is made on the same state of the data.
"""
import argparse, glob, json, os, random, re, shutil, subprocess, sys, tempfile, time

from osgeo import gdal

gdal.UseExceptions()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('bin')
    parser.add_argument('--across', type=int, default=50)
    parser.add_argument('--pixels', type=int, default=640)
    parser.add_argument('--features', type=int, default=200000)
    parser.add_argument('--changed', type=float, default=0.01)
    options = parser.parse_args()
    random.seed(20261202)
    with tempfile.TemporaryDirectory(dir=os.environ.get('TMPDIR')) as folder:
        for name in ('DATA', 'CONFIG', 'CACHE', 'RUNTIME'):
            place = os.path.join(folder, name.lower())
            os.makedirs(place, mode=0o700)
            os.environ['XDG_' + name + ('_DIR' if name == 'RUNTIME' else '_HOME')] = place
        os.environ['HOME'] = folder
        bench = Bench(options, folder)
        try:
            print('| data | changed | slabs made | processing, s | whole command, s | all: processing, s | whole, s | ratio |')
            print('|---|---|---|---|---|---|---|---|')
            if options.across:
                bench.rasters()
            if options.features:
                bench.vectors()
        finally:
            bench.cli('server', 'stop', check=False)


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder

    def cli(self, *arguments, check=True):
        start = time.monotonic()
        done = subprocess.run([os.path.join(self.options.bin, 'tuilerie-cli'), *arguments], capture_output=True, text=True)
        seconds = time.monotonic() - start
        if check and done.returncode:
            sys.exit(f'{arguments}: {done.returncode}\n{done.stderr[-4000:]}{done.stdout[-2000:]}')
        return done, seconds

    def sample(self, *arguments):
        subprocess.run([os.path.join(self.options.bin, 'tuilerie-sample'), *arguments], check=True, capture_output=True)

    def update(self, layer, path, *arguments):
        done, whole = self.cli('update', layer, path, '--no-check', '--json', '--verbose', *arguments)
        made = re.findall(r'bytes in ([0-9.]+) s\.', done.stderr)
        return json.loads(done.stdout), float(made[-1]), whole

    def pair(self, what, changed, layer, path, change, *arguments):
        change()
        part, processing, whole = self.update(layer, path, *arguments)
        version = part['version']
        # The same data once more, whole: the layer's version before is shown, the new one is out of the way.
        self.cli('rollback', layer)
        self.cli('versions', layer, '--delete', version)
        _, processing_all, whole_all = self.update(layer, path, '--all', *arguments)
        slabs = f"{part['changed']['slabs']:,} of {part['of']['slabs']:,}"
        print(f'| {what} | {changed} | {slabs} | {processing:.1f} | {whole:.1f} | {processing_all:.1f} | {whole_all:.1f} | '
              f'{processing / processing_all:.1%} |', flush=True)

    def rasters(self):
        across, pixels = self.options.across, self.options.pixels
        lot = os.path.join(self.folder, 'lot')
        self.sample('--output', lot, '--only', 'ortho', '--tiles', f'{across}x{across}', '--tile-pixels', str(pixels), '--cell', '0.5')
        files = sorted(glob.glob(lot + '/**/*.tif', recursive=True))
        count = max(1, round(len(files) * self.options.changed))
        arguments = ('--slab', f'{pixels // 320}x{pixels // 320}')
        self.cli('publish', lot, '--layer', 'lot', '--service', 'wmts', '--no-check', *arguments)
        what = f'{len(files):,} files, {len(files) * pixels ** 2 / 1e6:,.0f} Mpx'

        def change(chosen):
            for file in chosen:
                data = gdal.Open(file, gdal.GA_Update)
                for band in range(1, data.RasterCount + 1):
                    data.GetRasterBand(band).WriteArray(255 - data.GetRasterBand(band).ReadAsArray())
        side = max(1, round(count ** 0.5))
        block = [files[(across // 2 + row) * across + across // 2 + col] for row in range(side) for col in range(side)]
        self.pair(what, f'{len(block)} files in a block', 'lot', lot, lambda: change(block), *arguments)
        scattered = random.sample(files, count)
        self.pair(what, f'{count} files, scattered', 'lot', lot, lambda: change(scattered), *arguments)
        self.cli('unpublish', 'lot')
        shutil.rmtree(lot)

    def vectors(self):
        place = os.path.join(self.folder, 'cadastre')
        self.sample('--features', str(self.options.features), '--output', place)
        source = place + '/vector/cadastre.gpkg'
        self.cli('publish', source, '--layer', 'cadastre', '--service', 'tms', '--no-check')
        data = gdal.OpenEx(source)
        tables = [(data.GetLayer(i).GetName(), data.GetLayer(i).GetFeatureCount()) for i in range(data.GetLayerCount())]
        field = {name: next(f.GetName() for f in data.GetLayerByName(name).schema if f.GetTypeName() == 'String') for name, _ in tables}
        del data
        what = f'{sum(count for _, count in tables):,} features'

        def change(scattered):
            data = gdal.OpenEx(source, gdal.OF_UPDATE)
            for name, count in tables:
                number = max(1, round(count * self.options.changed))
                chosen = f'fid % {max(1, count // number)} = 3' if scattered else f'fid > {count // 2} AND fid <= {count // 2 + number}'
                data.ExecuteSQL(f'UPDATE "{name}" SET "{field[name]}" = substr("{field[name]}" || \'x\', 2) WHERE {chosen}')
        percent = f'{self.options.changed:.0%}'
        self.pair(what, percent + ', neighbours', 'cadastre', source, lambda: change(False))
        self.pair(what, percent + ', scattered', 'cadastre', source, lambda: change(True))


main()
